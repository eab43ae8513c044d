import { assistParty, correctParty, readPartyHistory, sendAgain } from '@vagval/contract';
import { error, redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { readForm, refused, stop } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

type At = RequestEvent<{ party: string }>;

async function paramsOf({ locals, params }: Pick<At, 'locals' | 'params'>) {
  const edition = await locals.edition();
  if (!edition.ok) error(503);
  return { edition: edition.data.slug, party: params.party };
}

/** One visit: who did what with it, and how its party is reached. */
export const load: PageServerLoad = async (event) => {
  const history = await event.locals.api(readPartyHistory, { params: await paramsOf(event) });
  if (!history.ok) stop(history);
  return history.data;
};

export const actions: Actions = {
  open: async (event: At) => {
    const opened = await event.locals.api(assistParty, { params: await paramsOf(event) });
    if (!opened.ok) return refused(opened, await readForm(event.request), event.locals.locale);
    redirect(303, event.locals.href(`/party/${opened.data.token}`));
  },
  send: async (event: At) => {
    const queued = await event.locals.api(sendAgain, { params: await paramsOf(event) });
    if (!queued.ok) return refused(queued, await readForm(event.request), event.locals.locale);
    return { done: 'sent' as const };
  },
  correct: async (event: At) => {
    const sent = await readForm(event.request);
    const [email, phone] = [sent.text('email'), sent.text('phone')];
    const body = {
      ...(email && { email }),
      ...(phone && { phone }),
      ...(sent.text('protected') && { protected: true as const }),
    };
    const corrected = await event.locals.api(correctParty, { params: await paramsOf(event), body });
    if (!corrected.ok)
      return refused(corrected, sent, event.locals.locale, {
        fields: { '/body/email': 'email', '/body/phone': 'phone' },
        refusals: { contact_required: 'email' },
      });
    return { done: 'saved' as const };
  },
};
