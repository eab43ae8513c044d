import { listSlots } from '@vagval/contract';
import { dayToShow, highlights } from '#lib/start/highlights.ts';
import type { EditionResult } from '#lib/server/ask.ts';
import { stop } from '#lib/server/form.ts';
import type { PageServerLoad } from './$types';

const shown = 6;

type Edition = Extract<EditionResult, { ok: true }>['data'];

/** Without an answer from the API the page still says where and how; only the programme is missing. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const found = await locals.edition();
  if (!found.ok) return withoutEdition(found);
  const edition = found.data;
  const registrationUntil = openUntil(edition, locals.now);
  const day = dayToShow(edition.days, url.searchParams.get('day'), dateIn(edition.timeZone, locals.now));
  if (!day) return { day, slots: [], away: false, registrationUntil };
  const slots = await locals.api(listSlots, { params: { edition: edition.slug }, query: { day: day.date } });
  const taste = slots.ok ? highlights(slots.data.items, shown) : [];
  return { day, slots: taste, away: !slots.ok, registrationUntil };
};

function withoutEdition(found: Exclude<EditionResult, { ok: true }>) {
  if (found.code !== 'not_found' && found.code !== 'unreachable') stop(found);
  return { day: undefined, slots: [], away: found.code === 'unreachable', registrationUntil: undefined };
}

function openUntil({ openings }: Edition, now: Date): string | undefined {
  const at = now.getTime();
  const isOpen = (it: Edition['openings'][number]) =>
    it.of === 'registration' && Date.parse(it.opensAt) <= at && at < Date.parse(it.closesAt);
  return openings.find(isOpen)?.closesAt;
}

const dateIn = (timeZone: string, now: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone }).format(now);
