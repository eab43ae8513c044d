import { assignCrew, changeSlot, readPlannedSlot, withdrawSlot } from '@vagval/contract';
import type { In } from '@vagval/contract';
import { slotIn } from '#lib/planning/fields.ts';
import { stop } from '#lib/server/form.ts';
import type { Sent } from '#lib/server/form.ts';
import { planningNow, tryThenMake } from '#lib/server/planning.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const [{ choices }, read] = await Promise.all([
    planningNow(locals),
    locals.api(readPlannedSlot, { params }),
  ]);
  if (!read.ok)
    stop(read.code === 'invalid' ? { ...read, code: 'not_found', problem: { status: 404 } } : read);
  return { slot: read.data, choices, done: url.searchParams.get('done') };
};

type Crew = In<typeof assignCrew>['body']['crew'];

/** One field for each person, `role:<id>`; empty when not here. */
const crewIn = (sent: Sent): Crew =>
  Object.entries(sent.values()).flatMap(([name, [role]]) =>
    name.startsWith('role:') && role ? [{ crew: name.slice(5), role: role as Crew[number]['role'] }] : [],
  );

export const actions: Actions = {
  change: (event) =>
    tryThenMake(event, {
      step: 'change',
      call: (sent, preview, options) =>
        event.locals.api(changeSlot, { params: event.params, body: { ...slotIn(sent), preview } }, options),
      done: ({ id }) => `/organise/programme/slots/${id}?done=changed`,
    }),
  crew: (event) =>
    tryThenMake(event, {
      step: 'crew',
      call: (sent, preview, options) =>
        event.locals.api(
          assignCrew,
          { params: event.params, body: { crew: crewIn(sent), preview } },
          options,
        ),
      done: ({ id }) => `/organise/programme/slots/${id}?done=crew`,
    }),
  withdraw: (event) =>
    tryThenMake(event, {
      step: 'withdraw',
      call: (_, preview, options) =>
        event.locals.api(withdrawSlot, { params: event.params, body: { preview } }, options),
      done: ({ id }) => `/organise/programme/slots/${id}?done=withdrawn`,
    }),
};
