import { Injectable } from '@nestjs/common';
import type { listStations, readStation, Reply, StandSlot } from '@vagval/contract';
import { localised } from '@vagval/text';
import type * as z from 'zod';
import { Seats } from '../bookings/seats.service.ts';
import type { AtTheStand } from '../bookings/seats.service.ts';
import { EditionsService } from '../editions/editions.service.ts';
import type { Edition } from '../editions/editions.service.ts';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import type { Tx } from '../platform/database.ts';
import type { AppLanguage } from '../platform/language.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { bookingOwned, dayAt, placeOwned, slotNow, slotOwned, slotsAt, stationsOf } from './stand.sql.ts';
import type { Owned, StandSlotRow } from './stand.sql.ts';

type Slot = z.output<typeof StandSlot>;

/** Who stands there, in which language. */
export interface Host {
  readonly account: CallerAccount;
  readonly language: AppLanguage;
}

/** What a host sees and does at a station, a stage or a room. Rows of another organiser do not exist. */
@Injectable()
export class StandService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly editions: EditionsService,
    private readonly seats: Seats,
  ) {}

  async stations(
    slug: string,
    day: string | undefined,
    account: CallerAccount,
  ): Promise<Reply<typeof listStations>> {
    const edition = await this.editions.own(slug, account);
    const shown = day ?? nearestDay(edition, this.clock.now());
    const items = await stationsOf(this.db, edition.id, shown);
    return { items, total: items.length, day: shown, days: edition.days.map(({ date }) => date) };
  }

  async station(place: string, day: string | undefined, host: Host): Promise<Reply<typeof readStation>> {
    own(await placeOwned(this.db, place), host);
    const now = this.clock.now();
    const shown = day ?? (await dayAt(this.db, place, now));
    const rows = await slotsAt(this.db, { place, day: shown, now });
    const items = rows.map((row) => viewOf(row, host.language));
    return { items, total: items.length, day: shown, at: now.toISOString() };
  }

  async came(booking: string, came: number | null, host: Host): Promise<Slot> {
    own(await bookingOwned(this.db, booking), host);
    const slot = await this.act(host, (tx, by) => this.seats.came(tx, booking, came, by));
    return this.slot(slot, host);
  }

  async dropIns(slot: string, count: number, host: Host): Promise<Slot> {
    own(await slotOwned(this.db, slot), host);
    await this.act(host, (tx, by) => this.seats.dropIn(tx, slot, count, by));
    return this.slot(slot, host);
  }

  async release(slot: string, host: Host): Promise<Slot> {
    own(await slotOwned(this.db, slot), host);
    await this.act(host, (tx, by) => this.seats.release(tx, slot, by));
    return this.slot(slot, host);
  }

  async pause(place: string, host: Host): Promise<{ slots: number; told: number }> {
    own(await placeOwned(this.db, place), host);
    return this.act(host, (tx, by) => this.seats.pause(tx, place, by));
  }

  async resume(place: string, host: Host): Promise<{ slots: number; told: number }> {
    own(await placeOwned(this.db, place), host);
    return this.act(host, (tx, by) => this.seats.resume(tx, place, by));
  }

  private act<T>({ account }: Host, fn: (tx: Tx, by: AtTheStand) => Promise<T>): Promise<T> {
    const by = { accountId: account.id, now: this.clock.now() };
    return this.db.transaction((tx) => fn(tx, by));
  }

  private async slot(id: string, { language }: Host): Promise<Slot> {
    const [row] = await slotNow(this.db, id, this.clock.now());
    if (!row) throw refuse('not_found');
    return viewOf(row, language);
  }
}

function own([row]: readonly Owned[], { account }: Host): void {
  if (!row || !account.organisers.includes(row.organiserId)) throw refuse('not_found');
}

/** Today when it is a day of the fair, else the next one, else the last. */
function nearestDay({ days, timeZone }: Edition, now: Date): string {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(now);
  const dates = days.map(({ date }) => date);
  return dates.find((date) => date >= today) ?? dates.at(-1) ?? today;
}

const viewOf = (row: StandSlotRow, language: AppLanguage): Slot => {
  const { droppedIn, room, activity, startsAt, endsAt, releasesAt, ...slot } = row;
  return {
    ...slot,
    activity: { ...activity, title: localised(activity.titles, language).text },
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    releasesAt: releasesAt?.toISOString() ?? null,
    dropIns: { came: droppedIn, room: Math.max(0, room) },
  };
};
