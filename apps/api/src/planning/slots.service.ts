import { Injectable } from '@nestjs/common';
import type { addSlots, In } from '@vagval/contract';
import type { Edition } from '../editions/editions.service.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { constraintOf, Database } from '../platform/database.ts';
import type { Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { activityWith, lockStanding } from './activities.sql.ts';
import type { ActivityRow } from './activities.sql.ts';
import { Desk } from './desk.service.ts';
import type { Outcome, Planner } from './desk.service.ts';
import { invalid } from './invalid.rules.ts';
import { clash, clashesAmong, remarksOn } from './planning.rules.ts';
import type { Clash, EffectView } from './planning.rules.ts';
import { later, timesOf } from './series.rules.ts';
import type { Time } from './series.rules.ts';
import { insertSlots, placesAmong, takenPlaces } from './slots.sql.ts';
import type { NewSlot, PlaceRow } from './slots.sql.ts';

type Series = In<typeof addSlots>['body'];

/** A slot as staff want it. */
export interface Wished extends Time {
  readonly placeId: string | null;
  readonly language: string | null;
  readonly capacity: number;
  readonly dropIn: number;
  readonly setupMinutes: number;
  readonly joinUrl: string | null;
}

interface Placing {
  readonly edition: Edition;
  readonly activity: Pick<ActivityRow, 'id' | 'kind' | 'phase' | 'audience' | 'exclusivePlace'>;
  readonly wished: readonly Wished[];
  readonly skipped: number;
}

const most = 600;

/** Times of an activity: one, or a whole series in one go. */
@Injectable()
export class Slots {
  constructor(
    private readonly db: Database,
    private readonly desk: Desk,
  ) {}

  async add({ me, preview }: Planner, activityId: string, series: Series): Promise<EffectView> {
    const edition = await this.desk.editionOf(me, 'activity', activityId);
    const activity = await activityWith(this.db, activityId);
    if (!activity) throw refuse('not_found');
    const wished = wishedOf(series, edition.timeZone);
    return this.trying(() =>
      this.desk.carryOut(preview, async (tx) => {
        if (!(await lockStanding(tx, activityId))) throw refuse('wrong_state', { state: 'withdrawn' });
        const detail = { slots: wished.wished.length };
        await this.desk.record(tx, { action: 'slots.added', edition, id: activityId, me, detail });
        return this.placeAll(tx, { edition, activity, ...wished });
      }),
    );
  }

  /** Writes all of them, or none when one of them cannot be; says what stands in the way. */
  async placeAll(tx: Tx, { edition, activity, wished, skipped }: Placing): Promise<Outcome> {
    const places = await this.placesFor(tx, edition, wished);
    const slots = wished.map((it) => newSlot(it, places, activity));
    const now = this.desk.now();
    const clashes = await clashesOf(tx, slots, { places, now });
    if (clashes.length === 0)
      await insertSlots(tx, { activityId: activity.id, editionId: edition.id }, slots);
    return {
      id: activity.id,
      made: slots.length,
      slots: slots.map((it) => shownAs(it, places)),
      clashes,
      remarks: remarksOn({ ...activity, times: slots, skipped }, edition, now),
    };
  }

  /** Who came first to the place in the same instant is for the constraint to say; then it is told as a refusal. */
  async trying<T>(fn: () => Promise<T>): Promise<T> {
    try {
      return await fn();
    } catch (error) {
      if (constraintOf(error) === 'slot_place_once') throw refuse('place_taken', { what: '' });
      throw error;
    }
  }

  /** The places by id; refuses what is not the edition's. */
  async placesFor(
    tx: Tx,
    edition: Edition,
    wished: readonly { placeId: string | null }[],
  ): Promise<Map<string, PlaceRow>> {
    const ids = [...new Set(wished.flatMap(({ placeId }) => (placeId ? [placeId.toLowerCase()] : [])))];
    const rows = ids.length > 0 ? await placesAmong(tx, edition.id, ids) : [];
    if (rows.length < ids.length) throw invalid('/body/place', 'unknown');
    return new Map(rows.map((row) => [row.id, row]));
  }
}

/** Days × times × places × languages. */
function wishedOf(series: Series, timeZone: string): { wished: Wished[]; skipped: number } {
  const { times, skipped } = timesOf(series, timeZone);
  const places = series.places?.length ? [...new Set(series.places)] : [null];
  const languages = series.languages?.length ? [...new Set(series.languages)] : [null];
  if (times.length === 0) throw invalid(skipped > 0 ? '/body/from' : '/body/to', 'no_time');
  if (times.length * places.length * languages.length > most) throw invalid('/body/days', 'too_many');
  const { capacity, dropIn = 0, setupMinutes = 0, joinUrl = null } = series;
  const same = { capacity, dropIn, setupMinutes, joinUrl };
  const wished = times.flatMap((time) =>
    places.flatMap((placeId) => languages.map((language) => ({ ...same, ...time, placeId, language }))),
  );
  return { wished, skipped };
}

/** As it will be written: nobody shares a place, unless the kind says so or it is on the net. */
export function newSlot(
  it: Wished,
  places: ReadonlyMap<string, PlaceRow>,
  { exclusivePlace }: { exclusivePlace: boolean },
): NewSlot {
  const place = it.placeId ? places.get(it.placeId.toLowerCase()) : undefined;
  return {
    id: newId(),
    placeId: place?.id ?? null,
    setupFrom: later(it.startsAt, -it.setupMinutes),
    startsAt: it.startsAt,
    endsAt: it.endsAt,
    language: it.language,
    capacity: it.capacity,
    dropIn: it.dropIn,
    joinUrl: it.joinUrl,
    exclusive: exclusivePlace && place !== undefined && !place.online,
  };
}

async function clashesOf(
  tx: Tx,
  slots: readonly NewSlot[],
  { places, now }: { places: ReadonlyMap<string, PlaceRow>; now: Date },
): Promise<Clash[]> {
  const past = slots.filter(({ startsAt }) => startsAt <= now);
  const among = clashesAmong(slots).slice(0, 20);
  const taken = await takenPlaces(tx, slots);
  return [
    ...(past[0]
      ? [clash('slot_past', { startsAt: past[0].startsAt.toISOString(), count: past.length })]
      : []),
    ...taken.map(({ what, startsAt }) => clash('place_taken', { what, startsAt: startsAt.toISOString() })),
    ...among.map(({ placeId, startsAt }) =>
      clash('place_taken', {
        what: places.get(placeId ?? '')?.name ?? null,
        startsAt: startsAt.toISOString(),
      }),
    ),
  ];
}

export const shownAs = (it: NewSlot, places: ReadonlyMap<string, PlaceRow>) => ({
  id: it.id,
  startsAt: it.startsAt.toISOString(),
  endsAt: it.endsAt.toISOString(),
  place: places.get(it.placeId ?? '')?.name ?? null,
  language: it.language,
  capacity: it.capacity,
});
