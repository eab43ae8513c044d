import { Injectable } from '@nestjs/common';
import type { listPartyMeetings, Reply } from '@vagval/contract';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import type { Link } from '../platform/links.ts';
import { joinUrlFor } from './party-meetings.rules.ts';
import { partyMeetings } from './party-meetings.sql.ts';
import type { PartyMeetingRow } from './party-meetings.sql.ts';

type View = Reply<typeof listPartyMeetings>;

/** What a party has around its bookings: questions, the way into a meeting online, and material. */
@Injectable()
export class PartyMeetings {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  async list(link: Link): Promise<View> {
    const rows = await partyMeetings(this.db, link);
    if (!rows) throw refuse('not_found');
    const now = this.clock.now();
    const items = rows.map((row) => viewOf(row, now));
    return { items, total: items.length };
  }
}

const instant = (text: string): string => new Date(text).toISOString();

const viewOf = (row: PartyMeetingRow, now: Date): View['items'][number] => ({
  booking: row.booking,
  slot: row.slot,
  title: row.title,
  startsAt: row.startsAt.toISOString(),
  endsAt: row.endsAt.toISOString(),
  asks: row.takesQuestions && now < row.startsAt,
  questions: row.questions.map((it) => ({ ...it, madeAt: instant(it.madeAt) })),
  online: row.online,
  joinUrl: joinUrlFor(row, now),
  material:
    now >= row.endsAt && row.state === 'confirmed'
      ? row.material.map((it) => ({ ...it, addedAt: instant(it.addedAt) }))
      : [],
});
