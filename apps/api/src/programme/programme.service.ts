import { Injectable } from '@nestjs/common';
import type { ActivityView, SlotQuery, SlotView } from '@vagval/contract';
import { localised } from '@vagval/text';
import type * as z from 'zod';
import { EditionsService } from '../editions/editions.service.ts';
import type { Edition } from '../editions/editions.service.ts';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import type { AppLanguage } from '../platform/language.ts';
import { calendarOf } from './programme.calendar.ts';
import { alternativesTo, slotRefusal } from './programme.rules.ts';
import type { Asking, SlotRefusal } from './programme.rules.ts';
import { activityWithId, filtersOf, openProgrammes, slotsOf, slotsWithRoom } from './programme.sql.ts';
import type { FiltersRow, ProgrammeRow, RoomRow, SlotFilter, SlotRow } from './programme.sql.ts';

export { slotRefusal } from './programme.rules.ts';

type Query = z.output<typeof SlotQuery>;
type View = z.output<typeof SlotView>;
type Activity = z.output<typeof ActivityView>;

@Injectable()
export class ProgrammeService {
  constructor(
    private readonly db: Database,
    private readonly editions: EditionsService,
    private readonly clock: Clock,
  ) {}

  /** The timetable, with what a party of the asked kind and size (a family, one person unless said) can book now. */
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
    const items = await this.judged(edition, slots, { ...askingOf(query), language });
    return { items, total: items.length, filters: filters ?? { kinds: [], languages: [], programmes: [] } };
  }

  /** One activity with its times that have not ended; refuses with not_found. */
  async activity(
    { edition: slug, activity: id }: { edition: string; activity: string },
    query: Pick<Query, 'audience' | 'size'>,
    language: AppLanguage = 'sv',
  ): Promise<{ activity: Activity; slots: View[] }> {
    const edition = await this.editions.bySlug(slug);
    const [[activity], slots] = await Promise.all([
      activityWithId(this.db, edition.id, id),
      slotsOf(this.db, edition.id, { ...everything, activity: id }),
    ]);
    if (!activity || slots.length === 0) throw refuse('not_found');
    const now = this.clock.now();
    const coming = slots.filter(({ endsAt }) => endsAt > now);
    return { activity, slots: await this.judged(edition, coming, { ...askingOf(query), language }) };
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
    { language, ...asking }: Asking & { language: AppLanguage },
  ): Promise<View[]> {
    const now = this.clock.now();
    const judged = slots.map((slot) => ({ slot, refusal: slotRefusal(edition, slot, asking, now) }));
    const full = judged.filter(({ refusal }) => refusal?.code === 'slot_full');
    const kinds = [...new Set(full.map(({ slot }) => slot.kind))];
    const wanted = { kinds, size: asking.size, now };
    const room = kinds.length > 0 ? await slotsWithRoom(this.db, edition.id, wanted) : [];
    const bookable = room.filter((it) => !slotRefusal(edition, it, asking, now));
    return judged.map(({ slot, refusal }) => viewOf(slot, refusal, { bookable, language }));
  }
}

const askingOf = ({ audience, size }: Pick<Query, 'audience' | 'size'>): Asking => ({
  audience: audience ?? 'family',
  size: size ?? 1,
});

const everything: SlotFilter = {
  kind: null,
  phase: null,
  activity: null,
  day: null,
  language: null,
  audience: null,
  programme: null,
  room: null,
  ids: null,
  described: false,
};

const filterOf = (query: Query, described = false): SlotFilter => ({
  kind: query.kind ?? null,
  phase: query.phase ?? null,
  activity: query.activity ?? null,
  day: query.day ?? null,
  language: query.language ?? null,
  audience: query.audience ?? null,
  programme: query.programme ?? null,
  room: query.fits ? askingOf(query).size : query.free ? 1 : null,
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
  counts: slot.counts,
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
