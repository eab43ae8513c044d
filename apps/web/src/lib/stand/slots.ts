import type { StandParty, StandSlot } from '@vagval/contract';
import type * as z from 'zod';

export type Slot = z.output<typeof StandSlot>;
export type Party = z.output<typeof StandParty>;

/** The day in parts: what is on, what comes next, what comes later and what is over. */
export interface Day {
  readonly now: Slot[];
  readonly next: Slot[];
  readonly later: Slot[];
  readonly over: Slot[];
}

/** A host looks at the slot that is on and the one that comes; the rest of the day stands folded below. */
export function dayAt(slots: readonly Slot[], at: string): Day {
  const now = Date.parse(at);
  const over = slots.filter(({ endsAt }) => Date.parse(endsAt) <= now);
  const coming = slots.filter(({ startsAt }) => Date.parse(startsAt) > now);
  const first = coming[0]?.startsAt;
  return {
    now: slots.filter((it) => !over.includes(it) && !coming.includes(it)),
    next: coming.filter(({ startsAt }) => startsAt === first),
    later: coming.filter(({ startsAt }) => startsAt !== first),
    over,
  };
}

const earlyMs = 30 * 60_000;

/** From half an hour before the start a host can count, as the API has it. */
export const countsBy = ({ startsAt }: Slot, at: string): boolean =>
  Date.parse(startsAt) - earlyMs <= Date.parse(at);

/** Whether places nobody has come to can be released now. */
export const canRelease = ({ releasesAt, state, parties }: Slot, at: string): boolean =>
  state === 'open' &&
  releasesAt !== null &&
  Date.parse(releasesAt) <= Date.parse(at) &&
  parties.some((it) => it.state === 'confirmed' && it.came === null);
