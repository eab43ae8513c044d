import type { Effect } from '@vagval/contract';
import type * as z from 'zod';
import { openingFor } from '../editions/editions.service.ts';
import type { Audience, Opening } from '../editions/editions.service.ts';
import { Refusal, refuse } from '../platform/contract/refusal.ts';
import type { Time } from './series.rules.ts';

export type EffectView = z.output<typeof Effect>;
export type Clash = EffectView['clashes'][number];
export type Remark = EffectView['remarks'][number];

export const clash = (code: Clash['code'], it: Partial<Omit<Clash, 'code'>> = {}): Clash => ({
  code,
  what: null,
  startsAt: null,
  count: null,
  ...it,
});

/** What the API answers when nobody asked for a preview and something stands in the way: the first of it. */
export function refusalOf({ code, what, count }: Clash, id: string): Refusal {
  if (code === 'place_taken' || code === 'crew_busy') return refuse(code, { what: what ?? '' });
  if (code === 'party_overlaps') return refuse(code, { parties: count ?? 1 });
  if (code === 'slot_full') return refuse(code, { slot: id, free: 0 });
  return refuse(code);
}

interface Occupied extends Time {
  readonly placeId: string | null;
  readonly setupFrom: Date;
  readonly exclusive: boolean;
}

/** Slots of one series that stand in each other's way: the later one of each pair. */
export function clashesAmong<S extends Occupied>(slots: readonly S[]): S[] {
  const byPlace = Map.groupBy(
    slots.filter(({ exclusive, placeId }) => exclusive && placeId),
    ({ placeId }) => placeId,
  );
  return [...byPlace.values()].flatMap((there) => {
    const inOrder = there.toSorted((a, b) => a.setupFrom.getTime() - b.setupFrom.getTime());
    return inOrder.filter((it, at) => at > 0 && (inOrder[at - 1]?.endsAt ?? it.setupFrom) > it.setupFrom);
  });
}

interface Planned {
  readonly kind: string;
  readonly phase: 'before' | 'during' | 'after';
  readonly audience: readonly Audience[];
  readonly times: readonly Time[];
  /** Times that no clock shows. */
  readonly skipped?: number;
}
interface Where {
  readonly days: readonly { readonly opensAt: Date; readonly closesAt: Date }[];
  readonly openings: readonly Opening[];
}

const remark = (code: Remark['code'], count: number, it: Partial<Remark> = {}): Remark => ({
  code,
  count,
  startsAt: null,
  audience: null,
  ...it,
});

/** What to think about before it is saved. */
export function remarksOn(planned: Planned, edition: Where, now: Date): Remark[] {
  return [...timeRemarks(planned, edition), ...audienceRemarks(planned, edition, now)];
}

function timeRemarks({ phase, times, skipped = 0 }: Planned, { days }: Where): Remark[] {
  const code = phase === 'during' ? 'outside_hours' : 'wrong_phase';
  const strange = days.length > 0 ? times.filter((it) => !isWithin(it, phase, days)) : [];
  const first = strange[0]?.startsAt.toISOString() ?? null;
  return [
    ...(strange.length > 0 ? [remark(code, strange.length, { startsAt: first })] : []),
    ...(skipped > 0 ? [remark('no_such_time', skipped)] : []),
  ];
}

function isWithin({ startsAt, endsAt }: Time, phase: Planned['phase'], days: Where['days']): boolean {
  const [first, last] = [days[0], days.at(-1)];
  if (phase === 'before') return first !== undefined && endsAt <= first.opensAt;
  if (phase === 'after') return last !== undefined && startsAt >= last.closesAt;
  return days.some((day) => startsAt >= day.opensAt && endsAt <= day.closesAt);
}

function audienceRemarks({ kind, audience }: Planned, { openings }: Where, now: Date): Remark[] {
  return audience.flatMap((it) => {
    const opening = openingFor(openings, kind, it, now);
    if (opening.state === 'open') return [];
    if (opening.state === 'slot_closed') return [remark('no_opening', 1, { audience: it })];
    return [remark('not_open_yet', 1, { audience: it, startsAt: opening.opensAt.toISOString() })];
  });
}

interface Bookable {
  readonly kind: string;
  readonly kindTitle: Record<string, string>;
  readonly audience: Audience;
  readonly slots: number;
}

/** What can be booked at once by whom after the openings have become others, and what no longer can. */
export function changedBy(
  slots: readonly Bookable[],
  { before, after }: { before: readonly Opening[]; after: readonly Opening[] },
  now: Date,
): { opens: Bookable[]; closes: Bookable[] } {
  const isOpen = (openings: readonly Opening[], { kind, audience }: Bookable) =>
    openingFor(openings, kind, audience, now).state === 'open';
  return {
    opens: slots.filter((it) => !isOpen(before, it) && isOpen(after, it)),
    closes: slots.filter((it) => isOpen(before, it) && !isOpen(after, it)),
  };
}

/** Whether exhibitors can register. */
export const isRegistering = (openings: readonly Opening[], now: Date): boolean =>
  openings.some((it) => it.of === 'registration' && it.opensAt <= now && now < it.closesAt);
