import { listSlots } from '@vagval/contract';
import { openingsToCome } from '#lib/programme/countdown.ts';
import { usualSize } from '#lib/programme/selection.ts';
import { dayToShow, highlights } from '#lib/start/highlights.ts';
import type { EditionResult } from '#lib/server/ask.ts';
import { stop } from '#lib/server/form.ts';
import type { PageServerLoad } from './$types';

const shown = 6;

type Edition = Extract<EditionResult, { ok: true }>['data'];

/** Without an answer from the API the page still says where and how; only the programme is missing. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const found = await locals.edition();
  if (!found.ok) return withoutEdition(found, locals.now);
  const edition = found.data;
  const registrationUntil = openUntil(edition, locals.now);
  const { now } = locals;
  const opens = openingsToCome(edition.openings, { audience: 'family', kinds: [], now });
  const common = { registrationUntil, opens, now };
  const day = dayToShow(edition.days, url.searchParams.get('day'), dateIn(edition.timeZone, locals.now));
  if (!day) return { day, slots: [], away: false, ...common };
  const query = { day: day.date, audience: 'family', size: usualSize } as const;
  const slots = await locals.api(listSlots, { params: { edition: edition.slug }, query });
  const taste = slots.ok ? highlights(slots.data.items, shown) : [];
  return { day, slots: taste, away: !slots.ok, ...common };
};

function withoutEdition(found: Exclude<EditionResult, { ok: true }>, now: Date) {
  if (found.code !== 'not_found' && found.code !== 'unreachable') stop(found);
  const away = found.code === 'unreachable';
  return { day: undefined, slots: [], away, registrationUntil: undefined, opens: [], now };
}

function openUntil({ openings }: Edition, now: Date): string | undefined {
  const at = now.getTime();
  const isOpen = (it: Edition['openings'][number]) =>
    it.of === 'registration' && Date.parse(it.opensAt) <= at && at < Date.parse(it.closesAt);
  return openings.find(isOpen)?.closesAt;
}

const dateIn = (timeZone: string, now: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone }).format(now);
