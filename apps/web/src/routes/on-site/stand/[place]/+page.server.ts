import { randomUUID } from 'node:crypto';
import {
  countDropIns,
  pauseStation,
  readStation,
  recordCame,
  releaseNoShows,
  resumeStation,
} from '@vagval/contract';
import type { RequestEvent } from '@sveltejs/kit';
import { readForm, refused, stop } from '#lib/server/form.ts';
import { signedIn } from '#lib/server/staff.ts';
import type { Actions, PageServerLoad } from './$types';

const isDay = /^\d{4}-\d\d-\d\d$/;

/** What is held at this place on a day, and who comes. */
export const load: PageServerLoad = async (event) => {
  await signedIn(event);
  const { locals, params, url } = event;
  const found = await locals.edition();
  if (!found.ok) stop(found);
  const day = url.searchParams.get('day') ?? '';
  const station = await locals.api(readStation, {
    params: { place: params.place },
    query: isDay.test(day) ? { day } : {},
  });
  if (!station.ok) stop(station);
  // A number counted twice is worse than a number counted late: each showing of the page counts drop-ins once.
  return { ...station.data, name: found.data.fair.name, place: params.place, key: randomUUID() };
};

/** A page that is shown again must not count again. */
const once = (key: string | undefined) => ({ headers: { 'idempotency-key': key ?? randomUUID() } });

type At = RequestEvent<{ place: string }>;

export const actions: Actions = {
  came: async ({ locals, request }) => {
    const sent = await readForm(request);
    const came = sent.number('came') ?? null;
    const told = await locals.api(recordCame, {
      params: { booking: sent.text('booking') ?? '' },
      body: { came },
    });
    return told.ok ? { saved: true } : refused(told, sent, locals.locale);
  },
  dropIn: async ({ locals, request }) => {
    const sent = await readForm(request);
    const call = {
      params: { slot: sent.text('slot') ?? '' },
      body: { count: sent.number('count') ?? Number.NaN },
    };
    const told = await locals.api(countDropIns, call, once(sent.text('key')));
    return told.ok ? { saved: true } : refused(told, sent, locals.locale);
  },
  release: async ({ locals, request }) => {
    const sent = await readForm(request);
    const told = await locals.api(releaseNoShows, { params: { slot: sent.text('slot') ?? '' } });
    return told.ok ? { saved: true } : refused(told, sent, locals.locale);
  },
  pause: async ({ locals, params, request }: At) => {
    const told = await locals.api(pauseStation, { params });
    return told.ok ? { paused: told.data.told } : refused(told, await readForm(request), locals.locale);
  },
  resume: async ({ locals, params, request }: At) => {
    const told = await locals.api(resumeStation, { params });
    return told.ok ? { resumed: told.data.told } : refused(told, await readForm(request), locals.locale);
  },
};
