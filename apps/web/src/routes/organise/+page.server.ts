import { listEditions, readOccupancy } from '@vagval/contract';
import { error } from '@sveltejs/kit';
import { nearestDay } from '#lib/day/occupancy.ts';
import { stop } from '#lib/server/form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const editions = await locals.api(listEditions);
  if (!editions.ok) stop(editions);
  const asked = url.searchParams.get('edition');
  const { items } = editions.data;
  const shown = asked
    ? items.find(({ slug }) => slug === asked)
    : (items.find(({ state }) => state === 'current') ?? items[0]);
  if (!shown) error(404, { message: 'not_found', code: 'not_found' });
  const { slug, name, days, timeZone, state } = shown;
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(locals.now);
  const usual = nearestDay(days, today);
  const date = url.searchParams.get('day') ?? usual?.date;
  const day = days.find((it) => it.date === date);
  if (!day) error(404, { message: 'not_found', code: 'not_found' });
  const params = { edition: slug };
  const occupancy = await locals.api(readOccupancy, { params, query: { day: day.date } });
  if (!occupancy.ok) stop(occupancy);
  const live = state !== 'finished' && day.date === usual?.date;
  return {
    occupancy: occupancy.data,
    day,
    days,
    edition: shown,
    name,
    asked,
    stream: live ? `/api/editions/${slug}/occupancy/stream` : undefined,
  };
};
