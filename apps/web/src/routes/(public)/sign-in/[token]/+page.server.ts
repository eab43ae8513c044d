import { redirect } from '@sveltejs/kit';
import { startSession } from '@vagval/contract';
import { Sent, refused } from '#lib/server/form.ts';
import { homeOf } from '#lib/server/home.ts';
import { keepSession } from '#lib/server/session.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  /** Only a press of the button spends the link: mail programs open every address they see. */
  default: async (event) => {
    const { locals, params } = event;
    const started = await locals.api(startSession, { body: { token: params.token } });
    if (!started.ok) {
      const code = started.code === 'invalid' ? 'not_found' : started.code;
      return refused({ ...started, code, problem: { status: 410 } }, new Sent(new FormData()), locals.locale);
    }
    keepSession(event, started.response);
    redirect(303, locals.href(homeOf(started.data)));
  },
};
