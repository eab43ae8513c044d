import { redirect } from '@sveltejs/kit';
import { endSession } from '@vagval/contract';
import { dropSession } from '#lib/server/session.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  /** The cookie goes even when the API is away: who asked to be signed out must be. */
  default: async (event) => {
    await event.locals.api(endSession);
    dropSession(event);
    redirect(303, event.locals.href('/'));
  },
};
