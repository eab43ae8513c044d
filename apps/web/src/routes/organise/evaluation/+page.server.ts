import { redirect } from '@sveltejs/kit';
import { approveEvaluation, listCopies } from '@vagval/contract';
import { editionAsked, reportOf } from '#lib/server/evaluation.ts';
import { readForm, refused, stop } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { edition, choices } = await editionAsked({ locals, url });
  const copies = await locals.api(listCopies, { params: { edition: edition.slug } });
  if (!copies.ok) stop(copies);
  return { report: await reportOf({ locals }, edition.slug), choices, copies: copies.data.items };
};

export const actions: Actions = {
  approve: async ({ locals, request }) => {
    const sent = await readForm(request);
    const edition = sent.text('edition') ?? '';
    const body = { revision: sent.number('revision') ?? Number.NaN };
    const approved = await locals.api(approveEvaluation, { params: { edition }, body });
    if (!approved.ok) return refused(approved, sent, locals.locale);
    redirect(303, locals.href(`/organise/evaluation/approved/${approved.data.number}?edition=${edition}`));
  },
};
