import { changeClass, handOver, listClassSurveys, readParty, revokeHandOvers } from '@vagval/contract';
import { redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { detailTexts } from '#lib/server/class-form.ts';
import { classOf } from '#lib/server/classes.ts';
import { asParty } from '#lib/server/party.ts';
import { readForm, refused } from '#lib/server/form.ts';
import { pathOf } from '#lib/school/classes.ts';
import type { SchoolClass } from '#lib/school/classes.ts';
import { qrPath } from '#lib/ui/qr.ts';
import type { Actions, PageServerLoad } from './$types';

/** The secret part of a class's link opens its ticket; without one the page stands without its code. */
async function codeOf({ locals }: Pick<RequestEvent, 'locals'>, { link, state, window }: SchoolClass) {
  const token = URL.parse(link)?.pathname.split('/').at(-1);
  if (!token || !window || state !== 'active') return undefined;
  const party = await locals.api(readParty, {}, asParty(token));
  return party.ok ? qrPath(party.data.ticket) : undefined;
}

/** The page stands without its surveys. */
async function surveysOf({ locals }: Pick<RequestEvent, 'locals'>, { id }: SchoolClass) {
  const found = await locals.api(listClassSurveys, { params: { class: id } });
  return found.ok ? found.data.items.map((survey) => ({ survey, code: qrPath(survey.url) })) : [];
}

export const load: PageServerLoad = async (event) => {
  const it = await classOf(event);
  return {
    it,
    now: event.locals.now.toISOString(),
    code: await codeOf(event, it),
    surveys: await surveysOf(event, it),
    done: event.url.searchParams.get('done'),
  };
};

export const actions: Actions = {
  pupils: async ({ locals, params, request }) => {
    const sent = await readForm(request);
    const body = { pupils: sent.number('pupils') ?? Number.NaN };
    const changed = await locals.api(changeClass, { params, body });
    if (changed.ok) redirect(303, locals.href(`${pathOf(changed.data)}?done=pupils#change`));
    return refused(changed, sent, locals.locale, {
      refusals: { slot_full: 'pupils', school_share_reached: 'pupils' },
      texts: detailTexts(locals.locale),
    });
  },
  hand: async ({ locals, params, request }) => {
    const sent = await readForm(request);
    const body = { email: sent.text('email') ?? '', locale: locals.locale };
    const handed = await locals.api(handOver, { params, body });
    if (handed.ok) redirect(303, locals.href(`${pathOf(handed.data)}?done=handed`));
    return refused(handed, sent, locals.locale);
  },
  revoke: async ({ locals, params, request }) => {
    const sent = await readForm(request);
    const revoked = await locals.api(revokeHandOvers, { params });
    if (revoked.ok) redirect(303, locals.href(`${pathOf(revoked.data)}?done=revoked`));
    return refused(revoked, sent, locals.locale);
  },
};
