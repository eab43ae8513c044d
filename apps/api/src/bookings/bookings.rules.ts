import { refuse } from '../platform/contract/refusal.ts';
import type { Refusal } from '../platform/contract/refusal.ts';

export type PartyKind = 'family' | 'single' | 'group' | 'class';

/** A stretch of time: from `startsAt`, up to but not including `endsAt`. */
export interface Span {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** When booking is open for `of` (an activity kind, or 'booking' for every kind) and for whom (null: everyone). */
export interface Opening {
  readonly of: string;
  readonly audience: PartyKind | null;
  readonly opensAt: Date;
  readonly closesAt: Date;
}

/** What one place of a slot is for: a person, or a whole party, which then is busy with all its members. */
export type Counts = 'persons' | 'parties';

/** What the rules need to know of a slot. Nothing about room: only the counter knows that. */
export interface SlotFacts extends Span {
  readonly id: string;
  readonly kind: string;
  readonly state: 'open' | 'paused' | 'withdrawn';
  readonly audience: readonly PartyKind[];
  readonly partyLimit: number;
  readonly counts: Counts;
}

/** One choice of a call: so many places in that slot. */
export interface Wanted {
  readonly slotId: string;
  readonly places: number;
}

/** Places in a slot, with its time and what a place there is for. */
export interface Visit extends Wanted, Span {
  readonly counts: Counts;
}

/** A booking a party has already. */
export interface Held extends Visit {
  readonly kind: string;
  readonly state: string;
}

/** Everything that is known, without any lock, when a party asks for places. */
export interface Question {
  readonly now: Date;
  readonly finished: boolean;
  readonly party: { readonly kind: PartyKind; readonly size: number };
  readonly slots: ReadonlyMap<string, SlotFacts>;
  readonly openings: readonly Opening[];
  readonly wanted: readonly Wanted[];
  /** The party's live bookings; none when it is new. */
  readonly held: readonly Held[];
}

type Rule = (about: Question, wanted: Wanted, slot: SlotFacts) => Refusal | undefined;

const matches: Rule = ({ party }, { slotId }, { audience }) =>
  audience.includes(party.kind) ? undefined : refuse('audience_mismatch', { slot: slotId });

const stands: Rule = ({ now, finished }, { slotId }, slot) =>
  finished || slot.state !== 'open' || slot.startsAt <= now
    ? refuse('slot_closed', { slot: slotId })
    : undefined;

/** The most particular row speaks: this kind for this audience, this kind, everything for this audience, everything. */
export function openingFor(
  openings: readonly Opening[],
  kind: string,
  audience: PartyKind,
): Opening | undefined {
  const ranks = [kind, 'booking'].flatMap((of) => [audience, null].map((whom) => ({ of, whom })));
  const rows = ranks.map(({ of, whom }) => openings.find((it) => it.of === of && it.audience === whom));
  return rows.find((it) => it !== undefined);
}

const isOpen: Rule = ({ now, openings, party }, { slotId }, { kind }) => {
  const opening = openingFor(openings, kind, party.kind);
  if (!opening || opening.closesAt <= now) return refuse('slot_closed', { slot: slotId });
  if (opening.opensAt <= now) return undefined;
  return refuse('not_open_yet', { slot: slotId, opensAt: opening.opensAt.toISOString() });
};

const withinParty: Rule = ({ party }, { slotId, places }) =>
  places > party.size ? refuse('over_party_size', { slot: slotId }) : undefined;

const once: Rule = ({ wanted, held }, it) => {
  const again =
    held.some(({ slotId }) => slotId === it.slotId) ||
    wanted.find(({ slotId }) => slotId === it.slotId) !== it;
  return again ? refuse('already_booked', { slot: it.slotId }) : undefined;
};

/** Live bookings of a kind, in line or not: a scarce kind stays fair when nobody can stand in every line of it. */
const withinLimit: Rule = ({ wanted, held, slots }, it, { kind, partyLimit }) => {
  const already = held.filter((booking) => booking.kind === kind).length;
  const before = wanted
    .slice(0, wanted.indexOf(it))
    .filter(({ slotId }) => slots.get(slotId)?.kind === kind).length;
  return already + before < partyLimit
    ? undefined
    : refuse('limit_reached', { slot: it.slotId, limit: partyLimit });
};

const rules: readonly Rule[] = [matches, stands, isOpen, withinParty, once, withinLimit];

/** Why this party may not book these slots, in words it understands; whether there is room is for the counter to say. */
export function mayBook(about: Question): Refusal | undefined {
  for (const wanted of about.wanted) {
    const slot = about.slots.get(wanted.slotId);
    if (!slot) return refuse('slot_unknown', { slot: wanted.slotId });
    for (const rule of rules) {
      const refusal = rule(about, wanted, slot);
      if (refusal) return refusal;
    }
  }
  return overlapping(about);
}

function overlapping({ party, slots, wanted, held }: Question): Refusal | undefined {
  const given = held.filter(takesTime);
  const asked = wanted.flatMap((it) => {
    const slot = slots.get(it.slotId);
    return slot ? [{ ...slot, ...it }] : [];
  });
  const clash = clashIn(asked, party.size, given);
  return clash && refuse('overlaps', { slot: clash.slot, with: clash.with });
}

/** Standing in line takes nobody's time: a party may wait for one slot and mean to visit another meanwhile. */
export const takesTime = ({ state }: { readonly state: string }): boolean =>
  state === 'confirmed' || state === 'offered';

export const overlap = (a: Span, b: Span): boolean => a.startsAt < b.endsAt && b.startsAt < a.endsAt;

/** How many places a choice takes in a slot when so many were asked for, or none were named. */
export const placesIn = (
  slot: { readonly counts: Counts } | undefined,
  asked: number | undefined,
  size: number,
): number => (slot?.counts === 'parties' ? 1 : (asked ?? size));

/** How many of a party are busy with places there. */
export const personsIn = ({ counts }: { readonly counts: Counts }, places: number, size: number): number =>
  counts === 'parties' ? size : places;

/** Why a slot gave no places. What was free may have gone meanwhile: never tell of as many as were refused. */
export const fullOrClosed = (
  { standing, free }: { readonly standing: boolean; readonly free: number },
  { slotId, places }: Wanted,
): Refusal =>
  standing
    ? refuse('slot_full', { slot: slotId, free: Math.max(0, Math.min(free, places - 1)) })
    : refuse('slot_closed', { slot: slotId });

/**
 * The most persons of these visits at any one instant of the span; their places are counted in persons. Visits begin,
 * so the sum is highest as one of them (or the span itself) begins.
 */
export function peakDuring(span: Span, visits: readonly (Wanted & Span)[]): number {
  const there = visits.filter((it) => overlap(it, span));
  const instants = [span.startsAt, ...there.map(({ startsAt }) => startsAt)].filter(
    (at) => at >= span.startsAt,
  );
  return Math.max(...instants.map((at) => sumAt(at, there)));
}

const sumAt = (at: Date, visits: readonly (Wanted & Span)[]): number =>
  visits
    .filter(({ startsAt, endsAt }) => startsAt <= at && at < endsAt)
    .reduce((sum, { places }) => sum + places, 0);

/** The first visit that makes the sum at some instant larger than the party (I3) beside what is given, and one it overlaps. */
export function clashIn(
  visits: readonly Visit[],
  size: number,
  given: readonly Visit[] = [],
): { slot: string; with: string } | undefined {
  const persons = (it: Visit): Visit => ({ ...it, places: personsIn(it, it.places, size) });
  const [asked, there] = [visits.map(persons), given.map(persons)];
  for (const [index, visit] of asked.entries()) {
    const earlier = [...there, ...asked.slice(0, index)];
    if (peakDuring(visit, earlier) + visit.places <= size) continue;
    const other = earlier.find((it) => overlap(it, visit));
    if (other) return { slot: visit.slotId, with: other.slotId };
  }
  return undefined;
}
