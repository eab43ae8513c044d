import { redirect } from '@sveltejs/kit';
import { requestSignIn } from '@vagval/contract';
import { readForm, refused } from '#lib/server/form.ts';
import { homeOf } from '#lib/staff/home.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const session = await locals.session();
  if (session.ok) redirect(303, locals.href(homeOf(session.data.may, session.data.roles)));
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const sent = await readForm(request);
    const body = { email: sent.text('email') ?? '', locale: locals.locale };
    const asked = await locals.api(requestSignIn, { body });
    if (!asked.ok) return refused(asked, sent, locals.locale);
    return { sent: true as const };
  },
};
