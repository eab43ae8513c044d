import {
  addSlots,
  changeActivity,
  copyActivity,
  readPlannedActivity,
  withdrawActivity,
} from '@vagval/contract';
import { activityIn, seriesIn } from '#lib/planning/fields.ts';
import { stop } from '#lib/server/form.ts';
import type { Sent } from '#lib/server/form.ts';
import { planningNow, tryThenMake } from '#lib/server/planning.ts';
import type { Actions, PageServerLoad } from './$types';

/** New times as a link suggests them, by the names of the form's fields. */
function askedIn({ searchParams }: URL): Record<string, string[]> | undefined {
  const names = ['days', 'from', 'length', 'places', 'languages', 'capacity', 'setupMinutes'];
  const asked = names.filter((name) => searchParams.has(name));
  return asked.length
    ? Object.fromEntries(asked.map((name) => [name, searchParams.getAll(name)]))
    : undefined;
}

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const [{ edition, choices }, read] = await Promise.all([
    planningNow(locals),
    locals.api(readPlannedActivity, { params }),
  ]);
  if (!read.ok)
    stop(read.code === 'invalid' ? { ...read, code: 'not_found', problem: { status: 404 } } : read);
  return {
    activity: read.data,
    choices,
    days: edition.days.map(({ date }) => date),
    asked: askedIn(url),
    done: url.searchParams.get('done'),
  };
};

const copyIn = (sent: Sent) => {
  const [language, place] = [sent.text('copyLanguage'), sent.text('copyPlace')];
  return {
    days: sent.number('copyDays') ?? 0,
    minutes: sent.number('copyMinutes') ?? 0,
    titles: { sv: sent.text('copyTitle') ?? '' },
    ...(language && { language }),
    ...(place && { place }),
  };
};
const copyFields = {
  '/body/days': 'copyDays',
  '/body/minutes': 'copyMinutes',
  '/body/language': 'copyLanguage',
  '/body/place': 'copyPlace',
  '/body/titles/sv': 'copyTitle',
};

export const actions: Actions = {
  change: (event) =>
    tryThenMake(event, {
      step: 'change',
      call: (sent, preview, options) => {
        const { kind: _, ...body } = activityIn(sent);
        return event.locals.api(
          changeActivity,
          { params: event.params, body: { ...body, preview } },
          options,
        );
      },
      done: ({ id }) => `/organise/programme/${id}?done=changed`,
    }),
  add: (event) =>
    tryThenMake(event, {
      step: 'add',
      call: (sent, preview, options) =>
        event.locals.api(addSlots, { params: event.params, body: { ...seriesIn(sent), preview } }, options),
      done: ({ id }) => `/organise/programme/${id}?done=added`,
    }),
  copy: (event) =>
    tryThenMake(event, {
      step: 'copy',
      naming: { fields: copyFields },
      call: (sent, preview, options) =>
        event.locals.api(copyActivity, { params: event.params, body: { ...copyIn(sent), preview } }, options),
      done: ({ id }) => `/organise/programme/${id}?done=copied`,
    }),
  withdraw: (event) =>
    tryThenMake(event, {
      step: 'withdraw',
      call: (_, preview, options) =>
        event.locals.api(withdrawActivity, { params: event.params, body: { preview } }, options),
      done: ({ id }) => `/organise/programme/${id}?done=withdrawn`,
    }),
};
