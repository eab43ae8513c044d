import { addOpening, changeOpening, endOpening, listOpenings } from '@vagval/contract';
import type { In } from '@vagval/contract';
import { stop } from '#lib/server/form.ts';
import type { Sent } from '#lib/server/form.ts';
import { planningNow, tryThenMake } from '#lib/server/planning.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { edition, choices } = await planningNow(locals);
  const openings = await locals.api(listOpenings, { params: { edition: edition.slug } });
  if (!openings.ok) stop(openings);
  return {
    openings: openings.data.items,
    kinds: choices.kinds,
    timeZone: edition.timeZone,
    done: url.searchParams.get('done'),
  };
};

const timesIn = (sent: Sent): In<typeof changeOpening>['body'] => ({
  opensDay: sent.text('opensDay') ?? '',
  opensTime: sent.text('opensTime') ?? '',
  closesDay: sent.text('closesDay') ?? '',
  closesTime: sent.text('closesTime') ?? '',
});

type Audience = In<typeof addOpening>['body']['audience'];

const done = () => '/organise/openings?done=1';

export const actions: Actions = {
  add: async (event) => {
    const { edition } = await planningNow(event.locals);
    return tryThenMake(event, {
      step: 'add',
      done,
      naming: { refusals: { opening_exists: 'of' } },
      call: (sent, preview, options) => {
        const audience = sent.text('audience') as Audience;
        const body = { ...timesIn(sent), of: sent.text('of') ?? '', ...(audience && { audience }), preview };
        return event.locals.api(addOpening, { params: { edition: edition.slug }, body }, options);
      },
    });
  },
  change: (event) =>
    tryThenMake(event, {
      step: 'change',
      done,
      call: (sent, preview, options) =>
        event.locals.api(
          changeOpening,
          { params: { opening: sent.text('opening') ?? '' }, body: { ...timesIn(sent), preview } },
          options,
        ),
    }),
  end: (event) =>
    tryThenMake(event, {
      step: 'end',
      done,
      call: (sent, preview, options) =>
        event.locals.api(
          endOpening,
          { params: { opening: sent.text('opening') ?? '' }, body: { preview } },
          options,
        ),
    }),
};
