import { listStations } from '@vagval/contract';
import { stop } from '#lib/server/form.ts';
import { signedIn } from '#lib/server/staff.ts';
import type { PageServerLoad } from './$types';

const isDay = /^\d{4}-\d\d-\d\d$/;

/** Where something is held on a day. */
export const load: PageServerLoad = async (event) => {
  await signedIn(event);
  const { locals, url } = event;
  const found = await locals.edition();
  if (!found.ok) stop(found);
  const day = url.searchParams.get('day') ?? '';
  const stations = await locals.api(listStations, {
    params: { edition: found.data.slug },
    query: isDay.test(day) ? { day } : {},
  });
  if (!stations.ok) stop(stations);
  return { ...stations.data, name: found.data.fair.name };
};
