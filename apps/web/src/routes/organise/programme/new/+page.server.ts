import { makeActivity } from '@vagval/contract';
import { activityIn } from '#lib/planning/fields.ts';
import { planningNow, tryThenMake } from '#lib/server/planning.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { choices } = await planningNow(locals);
  return { choices, kind: url.searchParams.get('kind') ?? undefined };
};

export const actions: Actions = {
  make: async (event) => {
    const { edition } = await planningNow(event.locals);
    return tryThenMake(event, {
      step: 'make',
      call: (sent, preview, options) =>
        event.locals.api(
          makeActivity,
          { params: { edition: edition.slug }, body: { ...activityIn(sent), preview } },
          options,
        ),
      done: ({ id }) => `/organise/programme/${id}?done=made#add`,
    });
  },
};
