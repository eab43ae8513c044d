import { Injectable } from '@nestjs/common';
import type { SlotQuery, SlotView } from '@vagval/contract';
import { localised } from '@vagval/text';
import type * as z from 'zod';
import { EditionsService } from '../editions/editions.service.ts';
import type { Audience, Edition } from '../editions/editions.service.ts';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database.ts';
import type { AppLanguage } from '../platform/language.ts';
import { calendarOf } from './programme.calendar.ts';
import { alternativesTo, slotRefusal } from './programme.rules.ts';
import type { SlotRefusal } from './programme.rules.ts';
import { filtersOf, openProgrammes, slotsOf, slotsWithRoom } from './programme.sql.ts';
import type { FiltersRow, ProgrammeRow, RoomRow, SlotFilter, SlotRow } from './programme.sql.ts';

export { slotRefusal } from './programme.rules.ts';

type Query = z.output<typeof SlotQuery>;
type View = z.output<typeof SlotView>;

@Injectable()
export class ProgrammeService {
  constructor(
    private readonly db: Database,
    private readonly editions: EditionsService,
    private readonly clock: Clock,
  ) {}

  /** The timetable, with what a party of the asked kind (a family unless said) can book now. */
  async timetable(
    slug: string,
    query: Query,
    language: AppLanguage = 'sv',
  ): Promise<{ items: View[]; total: number; filters: FiltersRow }> {
    const edition = await this.editions.bySlug(slug);
    const [slots, [filters]] = await Promise.all([
      slotsOf(this.db, edition.id, filterOf(query)),
      filtersOf(this.db, edition.id),
    ]);
    const items = await this.judged(edition, slots, { audience: query.audience ?? 'family', language });
    return { items, total: items.length, filters: filters ?? { kinds: [], languages: [], programmes: [] } };
  }

  /** The timetable as a calendar feed. */
  async feed(slug: string, query: Query): Promise<string> {
    const edition = await this.editions.bySlug(slug);
    return calendarOf(edition, await slotsOf(this.db, edition.id, filterOf(query, true)), this.clock.now());
  }

  /** What a school can say that it shows. */
  async programmes(): Promise<{ items: ProgrammeRow[]; total: number }> {
    const items = await openProgrammes(this.db);
    return { items, total: items.length };
  }

  private async judged(
    edition: Edition,
    slots: SlotRow[],
    { audience, language }: { audience: Audience; language: AppLanguage },
  ): Promise<View[]> {
    const now = this.clock.now();
    const judged = slots.map((slot) => ({ slot, refusal: slotRefusal(edition, slot, audience, now) }));
    const full = judged.filter(({ refusal }) => refusal?.code === 'slot_full');
    const kinds = [...new Set(full.map(({ slot }) => slot.kind))];
    const room = kinds.length > 0 ? await slotsWithRoom(this.db, edition.id, kinds, now) : [];
    const bookable = room.filter((it) => !slotRefusal(edition, it, audience, now));
    return judged.map(({ slot, refusal }) => viewOf(slot, refusal, { bookable, language }));
  }
}

const filterOf = (query: Query, described = false): SlotFilter => ({
  kind: query.kind ?? null,
  day: query.day ?? null,
  language: query.language ?? null,
  audience: query.audience ?? null,
  programme: query.programme ?? null,
  free: query.free ?? null,
  ids: query.ids?.split(',').filter((it) => uuid.test(it)) ?? null,
  described,
});
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const viewOf = (
  slot: SlotRow,
  refusal: SlotRefusal | undefined,
  { bookable, language }: { bookable: RoomRow[]; language: AppLanguage },
): View => ({
  id: slot.id,
  activity: {
    id: slot.activityId,
    kind: slot.kind,
    kindTitle: slot.kindTitle,
    title: localised(slot.title, language).text,
    titles: slot.title,
    phase: slot.phase,
    programmes: slot.programmes,
  },
  startsAt: slot.startsAt.toISOString(),
  endsAt: slot.endsAt.toISOString(),
  place: slot.place,
  language: slot.language,
  audience: slot.audience,
  capacity: slot.capacity,
  free: slot.free,
  waiting: slot.waiting,
  bookable: !refusal,
  ...(refusal && { refusal: refusal.code }),
  ...(refusal?.opensAt && { opensAt: refusal.opensAt.toISOString() }),
  ...(refusal?.code === 'slot_full' && { alternatives: alternativesTo(slot, bookable).map(alternativeOf) }),
});

const alternativeOf = ({ id, startsAt, title, language }: RoomRow) => ({
  id,
  startsAt: startsAt.toISOString(),
  title,
  language,
});
