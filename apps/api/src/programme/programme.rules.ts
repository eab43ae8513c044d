import { openingFor } from '../editions/editions.service.ts';
import type { Audience, Opening } from '../editions/editions.service.ts';

/** As much of a slot as decides whether it can be booked. */
export interface SlotFacts {
  readonly kind: string;
  readonly audience: readonly string[];
  readonly state: 'open' | 'paused' | 'withdrawn';
  readonly startsAt: Date;
  readonly free: number;
  /** What one place is for: a person, or a whole party. */
  readonly counts: 'persons' | 'parties';
}

export interface EditionFacts {
  readonly state: 'planned' | 'current' | 'finished';
  readonly openings: readonly Opening[];
}

export interface SlotRefusal {
  readonly code: 'slot_closed' | 'not_open_yet' | 'audience_mismatch' | 'slot_full';
  readonly opensAt?: Date;
}

/** Who asks what it can book: a kind of party, and how many come together. */
export interface Asking {
  readonly audience: Audience;
  readonly size: number;
}

/** Why such a party cannot book the slot for all of it now; undefined when it can (I12). */
export function slotRefusal(
  edition: EditionFacts,
  slot: SlotFacts,
  { audience, size }: Asking,
  now: Date,
): SlotRefusal | undefined {
  if (edition.state !== 'current' || slot.state !== 'open' || now >= slot.startsAt)
    return { code: 'slot_closed' };
  if (!slot.audience.includes(audience)) return { code: 'audience_mismatch' };
  const opening = openingFor(edition.openings, slot.kind, audience, now);
  if (opening.state === 'slot_closed') return { code: 'slot_closed' };
  if (opening.state === 'not_open_yet') return { code: 'not_open_yet', opensAt: opening.opensAt };
  return slot.free >= (slot.counts === 'parties' ? 1 : size) ? undefined : { code: 'slot_full' };
}

export interface Candidate {
  readonly id: string;
  readonly activityId: string;
  readonly kind: string;
  readonly language: string | null;
  readonly startsAt: Date;
}

const most = 3;

/**
 * Up to three others of the same kind instead of a full slot: the same activity first, then the same language,
 * then any; within each the nearest in time.
 */
export function alternativesTo<C extends Candidate>(full: Candidate, candidates: readonly C[]): C[] {
  const best: { it: C; far: number }[] = [];
  for (const it of candidates) {
    if (it.id === full.id || it.kind !== full.kind) continue;
    const far = distance(full, it);
    // A day's timetable asks this for a hundred full slots among hundreds of others: never sort them all.
    const at = best.findIndex((known) => far < known.far);
    if (at >= 0) best.splice(at, 0, { it, far });
    else if (best.length < most) best.push({ it, far });
    if (best.length > most) best.pop();
  }
  return best.map(({ it }) => it);
}

const farther = 1e13;

/** Milliseconds between the starts, and far more than that for another activity and for another language. */
function distance(full: Candidate, it: Candidate): number {
  const apart = Math.abs(it.startsAt.getTime() - full.startsAt.getTime());
  if (it.activityId === full.activityId) return apart;
  return apart + (it.language === full.language ? farther : 2 * farther);
}
