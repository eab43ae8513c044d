import { listMessages, MessageState, retryMessage } from '@vagval/contract';
import { readForm, refused, stop } from '#lib/server/form.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const found = await locals.edition();
  if (!found.ok) stop(found);
  const state = MessageState.safeParse(url.searchParams.get('state')).data;
  const before = url.searchParams.get('before') ?? undefined;
  const query = { ...(state && { state }), ...(before && { before }) };
  const messages = await locals.api(listMessages, { params: { edition: found.data.slug }, query });
  if (!messages.ok) stop(messages);
  return { ...messages.data, state };
};

export const actions: Actions = {
  retry: async ({ locals, request }) => {
    const sent = await readForm(request);
    const retried = await locals.api(retryMessage, { params: { message: sent.text('message') ?? '' } });
    if (!retried.ok) return refused(retried, sent, locals.locale);
    redirect(303, locals.href('/organise/mail?state=failed'));
  },
};
