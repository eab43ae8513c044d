import { acceptProposal, declineProposal, proposeGroups, swapVisit } from '@vagval/contract';
import { redirect } from '@sveltejs/kit';
import { classOf } from '#lib/server/classes.ts';
import { readForm, refused } from '#lib/server/form.ts';
import { pathOf } from '#lib/school/classes.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event;
  const it = await classOf(event);
  if (it.state !== 'active' || it.changeable !== 'all') redirect(303, locals.href(pathOf(it)));
  if (!it.window || !it.wishes.length) redirect(303, locals.href(pathOf(it, 'plan')));
  if (!it.proposal && it.groups.length) redirect(303, locals.href(pathOf(it)));
  return { it, now: locals.now.toISOString(), swapped: url.searchParams.has('swapped') };
};

export const actions: Actions = {
  propose: async ({ locals, params, request }) => {
    const sent = await readForm(request);
    const proposed = await locals.api(proposeGroups, { params });
    if (!proposed.ok) return refused(proposed, sent, locals.locale);
    redirect(303, locals.href(pathOf(proposed.data, 'split')));
  },
  swap: async ({ locals, params, request }) => {
    const sent = await readForm(request);
    const body = {
      group: sent.number('group') ?? Number.NaN,
      from: sent.text('from') ?? '',
      to: sent.text('to') ?? '',
    };
    const swapped = await locals.api(swapVisit, { params, body });
    if (!swapped.ok) return refused(swapped, sent, locals.locale);
    redirect(303, locals.href(`${pathOf(swapped.data, 'split')}?swapped#group-${body.group}`));
  },
  accept: async ({ locals, params, request }) => {
    const sent = await readForm(request);
    const accepted = await locals.api(acceptProposal, { params });
    if (!accepted.ok) return refused(accepted, sent, locals.locale);
    redirect(303, locals.href(`${pathOf(accepted.data)}?done=accepted`));
  },
  release: async ({ locals, params, request }) => {
    const sent = await readForm(request);
    const released = await locals.api(declineProposal, { params });
    if (!released.ok) return refused(released, sent, locals.locale);
    redirect(303, locals.href(`${pathOf(released.data)}?done=released`));
  },
};
