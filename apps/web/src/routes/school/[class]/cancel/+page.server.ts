import { cancelClass } from '@vagval/contract';
import { redirect } from '@sveltejs/kit';
import { classOf } from '#lib/server/classes.ts';
import { readForm, refused } from '#lib/server/form.ts';
import { pathOf } from '#lib/school/classes.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const it = await classOf(event);
  if (it.state !== 'active') redirect(303, event.locals.href(pathOf(it)));
  return { it };
};

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const sent = await readForm(request);
    const cancelled = await locals.api(cancelClass, { params });
    if (!cancelled.ok) return refused(cancelled, sent, locals.locale);
    redirect(303, locals.href('/school?done=cancelled'));
  },
};
