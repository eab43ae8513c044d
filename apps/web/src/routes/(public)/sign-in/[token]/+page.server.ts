import { startSession } from '@vagval/contract';
import { redirect } from '@sveltejs/kit';
import { homeOf } from '#lib/staff/home.ts';
import { readForm, refused } from '#lib/server/form.ts';
import { keepSession } from '#lib/server/session.ts';
import type { Actions } from './$types';

/** Mail scanners open links: opening shows a button, and only pressing it spends the link. */
export const actions: Actions = {
  default: async (event) => {
    const { locals, params, request } = event;
    const sent = await readForm(request);
    const started = await locals.api(startSession, { body: { token: params.token } });
    // A token of the wrong shape is a link that was cut off, not a field somebody filled in wrongly.
    if (!started.ok && started.code === 'invalid') {
      return refused({ ok: false, code: 'not_found', problem: { status: 404 } }, sent, locals.locale);
    }
    if (!started.ok) return refused(started, sent, locals.locale);
    keepSession(event, started.response);
    redirect(303, locals.href(homeOf(started.data.may, started.data.roles)));
  },
};
