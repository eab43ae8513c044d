import { cancelParty } from '@vagval/contract';
import { redirect } from '@sveltejs/kit';
import { readForm, refused } from '#lib/server/form.ts';
import { asParty, visitOf } from '#lib/server/party.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => visitOf(event);

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const sent = await readForm(request);
    const cancelled = await locals.api(cancelParty, {}, asParty(params.token));
    if (!cancelled.ok) return refused(cancelled, sent, locals.locale);
    redirect(303, locals.href(`/party/${params.token}?done=all`));
  },
};
