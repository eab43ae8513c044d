import type { PartyKind } from '@vagval/contract';
import type * as z from 'zod';

export type Audience = z.output<typeof PartyKind>;

/** When something may be booked. `of` is an activity kind, 'booking' or 'registration'; no audience means everyone. */
export interface Opening {
  readonly of: string;
  readonly audience: Audience | null;
  readonly opensAt: Date;
  readonly closesAt: Date;
}

export type OpeningState =
  | { readonly state: 'open'; readonly closesAt: Date }
  | { readonly state: 'not_open_yet'; readonly opensAt: Date }
  | { readonly state: 'slot_closed' };

/**
 * Whether bookings of this kind are open for this audience. The narrowest opening alone decides:
 * kind and audience, then kind, then 'booking' and audience, then 'booking'. Without any it is closed.
 */
export function openingFor(
  openings: readonly Opening[],
  kind: string,
  audience: Audience,
  now: Date,
): OpeningState {
  const opening =
    find(openings, kind, audience) ??
    find(openings, kind, null) ??
    find(openings, 'booking', audience) ??
    find(openings, 'booking', null);
  if (!opening || now >= opening.closesAt) return { state: 'slot_closed' };
  if (now < opening.opensAt) return { state: 'not_open_yet', opensAt: opening.opensAt };
  return { state: 'open', closesAt: opening.closesAt };
}

const find = (openings: readonly Opening[], of: string, audience: Audience | null) =>
  openings.find((it) => it.of === of && it.audience === audience);
