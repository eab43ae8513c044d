import { Injectable } from '@nestjs/common';
import type { OccupancyView } from '@vagval/contract';
import type * as z from 'zod';
import { EditionsService } from '../editions/editions.service.ts';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import { AppLog } from '../platform/log.ts';
import type { Caller } from '../platform/session/caller.ts';
import { DoorService } from './door.service.ts';
import {
  arrivalsOf,
  changeMarker,
  dayShown,
  doorCounts,
  hallsOf,
  headOf,
  nextClasses,
  soonSlots,
} from './occupancy.sql.ts';
import type { DayRow } from './occupancy.sql.ts';
import { Watch } from './occupancy.watch.ts';

export type Occupancy = z.output<typeof OccupancyView>;

@Injectable()
export class OccupancyService {
  private readonly watches = new Map<string, Watch<Occupancy>>();

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly editions: EditionsService,
    private readonly door: DoorService,
    private readonly log: AppLog,
  ) {}

  /** The day on one screen; refuses with not_found for an edition of somebody else and a day that is not the fair's. */
  async read(slug: string, day: string | undefined, caller: Caller): Promise<Occupancy> {
    return this.view(await this.editionFor(slug, caller), day);
  }

  /** The same at once, and again whenever it may have changed, until `signal`; all who watch an edition share one look. */
  async watch(slug: string, caller: Caller, signal: AbortSignal): Promise<AsyncIterable<Occupancy>> {
    const edition = await this.editionFor(slug, caller);
    await this.dayOf(edition, undefined, this.clock.now());
    const known = this.watches.get(edition);
    const watch = known ?? this.watchOver(edition);
    if (!known) this.watches.set(edition, watch);
    return watch.until(signal);
  }

  private watchOver(edition: string): Watch<Occupancy> {
    return new Watch({
      marker: () => this.marker(edition),
      read: () => this.view(edition),
      failed: () => this.log.warn('The day could not be read; tried again in a second'),
    });
  }

  private async marker(edition: string): Promise<string> {
    const now = this.clock.now();
    const { day } = await this.dayOf(edition, undefined, now);
    const [row] = await changeMarker(this.db, edition, day, now);
    return `${day} ${row?.marker ?? ''}`;
  }

  private async view(edition: string, asked?: string): Promise<Occupancy> {
    const now = this.clock.now();
    const shown = await this.dayOf(edition, asked, now);
    const [[head], halls, doors, arrivals, next, soon] = await Promise.all([
      headOf(this.db, edition, shown.day, now),
      hallsOf(this.db, edition, shown.day),
      doorCounts(this.db, edition, shown.day),
      arrivalsOf(this.db, edition, shown),
      nextClasses(this.db, edition, now),
      soonSlots(this.db, edition, now),
    ]);
    if (!head) throw refuse('not_found');
    const { inside, cameToday, limit, ...mails } = head;
    return {
      inside,
      cameToday,
      limit,
      // People walk between halls and leave by another hall's door: nobody is in a hall who is not inside at all.
      halls: halls.map((it) => ({ ...it, inside: Math.min(it.inside, inside) })),
      doors: doors.map((it) => ({ ...it, lastSeenAt: it.lastSeenAt?.toISOString() ?? null })),
      arrivals: arrivals.map((it) => ({ ...it, from: it.from.toISOString() })),
      next: next.map((it) => ({ ...it, at: it.at.toISOString() })),
      soon: soon.map((it) => ({ ...it, startsAt: it.startsAt.toISOString() })),
      mails,
      at: now.toISOString(),
    };
  }

  private async dayOf(edition: string, asked: string | undefined, now: Date): Promise<DayRow> {
    const [shown] = await dayShown(this.db, edition, asked ?? null, now);
    if (!shown) throw refuse('not_found');
    return shown;
  }

  private async editionFor(slug: string, caller: Caller): Promise<string> {
    const [edition, own] = await Promise.all([
      this.editions.bySlug(slug, { planned: true }),
      this.door.editionOfDevice(caller),
    ]);
    const mine = own === edition.id || caller.account?.organisers.includes(edition.organiserId) === true;
    if (!mine) throw refuse('not_found');
    return edition.id;
  }
}
