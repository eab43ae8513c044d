import { listSlots } from '@vagval/contract';
import { dayToShow, highlights } from '#lib/start/highlights.ts';
import { stop } from '#lib/server/form.ts';
import type { PageServerLoad } from './$types';

const shown = 6;

/** Without an answer from the API the page still says where and how; only the programme is missing. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const found = await locals.edition();
  if (!found.ok) {
    if (found.code === 'not_found') return { day: undefined, slots: [], away: false };
    if (found.code === 'unreachable') return { day: undefined, slots: [], away: true };
    stop(found);
  }
  const edition = found.data;
  const day = dayToShow(edition.days, url.searchParams.get('day'), today(edition.timeZone));
  if (!day) return { day, slots: [], away: false };
  const slots = await locals.api(listSlots, { params: { edition: edition.slug }, query: { day: day.date } });
  return { day, slots: slots.ok ? highlights(slots.data.items, shown) : [], away: !slots.ok };
};

const today = (timeZone: string): string => new Intl.DateTimeFormat('sv-SE', { timeZone }).format(Date.now());
