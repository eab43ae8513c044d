import { Injectable } from '@nestjs/common';
import type {
  checkTicket,
  enrolDevice,
  listDoors,
  readRoster,
  recordPassages,
  Reply,
} from '@vagval/contract';
import { readTicket, ticketKey } from '@vagval/ticket';
import { EditionsService } from '../editions/editions.service.ts';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { Links } from '../platform/links.ts';
import type { Caller, CallerAccount } from '../platform/session/caller.ts';
import { Tickets } from '../platform/tickets.ts';
import { Device } from './door.entity.ts';
import { isSigned, passedAt, shownBy, typed } from './door.rules.ts';
import type { Shown } from './door.rules.ts';
import {
  currentEditionsOf,
  deviceAt,
  deviceSeen,
  doorsOf,
  doorsWithIds,
  editionOf,
  rosterOf,
} from './door.sql.ts';
import type { DoorRow } from './door.sql.ts';
import { putPassages, verdictOf } from './passages.sql.ts';
import type { OutcomeRow } from './passages.sql.ts';

/** A passage as a device sends it: the instant is ISO text. */
export interface Passage {
  readonly id: string;
  readonly at: string;
  readonly door: string;
  readonly direction: 'in' | 'out';
  readonly count: number;
  readonly ticket?: string | undefined;
  readonly party?: string | undefined;
}

/** How far back a roster's next `since` reaches, so that what was being written just then is not missed. */
const overlapMs = 15_000;

@Injectable()
export class DoorService {
  private readonly key: Promise<CryptoKey>;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly links: Links,
    private readonly editions: EditionsService,
    tickets: Tickets,
  ) {
    this.publicKey = tickets.publicKey;
    this.key = ticketKey(tickets.publicKey);
  }

  private readonly publicKey: string;

  /** The doors of an edition of the account's own organiser; refuses with not_found. */
  async list(slug: string, account: CallerAccount): Promise<Reply<typeof listDoors>> {
    const edition = await this.editions.own(slug, account);
    const items = await doorsOf(this.db, edition.id);
    return { items, total: items.length };
  }

  /** Makes a device for a door; its token can be minted again but is told only now. Refuses with unknown_door. */
  async enrol(door: string, account: CallerAccount): Promise<Reply<typeof enrolDevice>> {
    const [row] = await doorsWithIds(this.db, [door]);
    if (!row || !account.organisers.includes(row.organiserId)) throw refuse('unknown_door');
    const device = { id: newId(), editionId: row.editionId, doorId: row.id, revision: 1 };
    const at = this.clock.now();
    await this.db.transaction(({ manager }) =>
      manager.insert(Device, { ...device, enrolledBy: account.id, enrolledAt: at }),
    );
    const token = this.links.mint('device', device.id, device.revision);
    return { device: device.id, token, door: { id: row.id, name: row.name } };
  }

  /** What a ticket says now; records nothing. Refuses with unknown_door. */
  async check(ticket: string, door: string, caller: Caller): Promise<Reply<typeof checkTicket>> {
    await this.mayStandAt([door], caller);
    const sent = { id: newId(), at: this.clock.now(), door, direction: 'in', count: 1 } as const;
    const [row] = await verdictOf(this.db, { ...sent, ...(await this.read(ticket)) });
    if (!row?.id) return { verdict: 'unknown', party: null, at: null, door: null, inToday: 0 };
    const { id, kind, size, reference, label, days } = row;
    return {
      verdict: row.verdict,
      party: { id, kind, size, reference, label, days: [...(days ?? [])] },
      at: row.at?.toISOString() ?? null,
      door: row.door,
      inToday: row.inToday,
    };
  }

  /** Adds passages to the set; the answers are in the order of the items. Refuses with unknown_door, and then stores none. */
  async record(items: readonly Passage[], caller: Caller): Promise<Reply<typeof recordPassages>> {
    await this.mayStandAt([...new Set(items.map(({ door }) => door))], caller);
    const now = this.clock.now();
    const sent = await Promise.all(items.map((it) => this.sentOf(it, now)));
    const device = caller.device?.id ?? null;
    const outcomes = await putPassages(this.db, sent, device, now);
    if (device) await deviceSeen(this.db, device, now);
    const byId = new Map(outcomes.map((it) => [it.id, it]));
    return { items: items.map(({ id }) => answerOf(id, byId.get(id.toLowerCase()))) };
  }

  /** What a door keeps to work without network. A device reads its own edition, an account its organiser's current one. */
  async roster(since: string | undefined, caller: Caller): Promise<Reply<typeof readRoster>> {
    const at = new Date(this.clock.now().getTime() - overlapMs);
    const [edition] = await editionOf(this.db, await this.editionFor(caller));
    if (!edition) throw refuse('not_found');
    const items = await rosterOf(this.db, edition.id, since ? new Date(since) : null);
    const { id, days, timeZone } = edition;
    return {
      at: at.toISOString(),
      edition: { id, days: [...days], timeZone },
      publicKey: this.publicKey,
      items: [...items],
      total: items.length,
    };
  }

  /** The edition a device stands at; refuses with unauthenticated when it has been revoked. */
  async editionOfDevice({ device }: Caller): Promise<string | undefined> {
    if (!device) return undefined;
    const [row] = await deviceAt(this.db, device.id, device.revision);
    if (!row) throw refuse('unauthenticated');
    return row.editionId;
  }

  private async editionFor(caller: Caller): Promise<string> {
    const own = await this.editionOfDevice(caller);
    if (own) return own;
    const [edition] = await currentEditionsOf(this.db, caller.account?.organisers ?? []);
    if (!edition) throw refuse('not_found');
    return edition.id;
  }

  /** All doors exist and are the caller's: a device's in its own edition, an account's at its own organiser. */
  private async mayStandAt(doors: readonly string[], caller: Caller): Promise<void> {
    const [own, rows] = await Promise.all([this.editionOfDevice(caller), doorsWithIds(this.db, doors)]);
    const mine = ({ editionId, organiserId }: DoorRow) =>
      own ? editionId === own : caller.account?.organisers.includes(organiserId) === true;
    if (rows.filter(mine).length < doors.length) throw refuse('unknown_door');
  }

  private async sentOf({ id, at, door, direction, count, ticket, party }: Passage, now: Date) {
    const shown = ticket === undefined ? (party === undefined ? {} : { party }) : await this.read(ticket);
    return { id, at: passedAt(at, now), door, direction, count, ...shown };
  }

  private async read(text: string): Promise<Shown> {
    const ticket = text.trim();
    return isSigned(ticket) ? shownBy(await readTicket(ticket, await this.key)) : typed(ticket);
  }
}

function answerOf(id: string, row: OutcomeRow | undefined): Reply<typeof recordPassages>['items'][number] {
  if (!row) throw new Error('A passage was sent and not answered');
  return { id, outcome: row.outcome, ...(row.at && { at: row.at.toISOString() }) };
}
