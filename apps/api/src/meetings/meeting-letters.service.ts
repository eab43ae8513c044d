import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { PartyPages } from '../bookings/party-pages.service.ts';
import type { MessageRow } from '../mail/mail.entity.ts';
import { MailKinds } from '../mail/mail.service.ts';
import type { Letter } from '../mail/mail.service.ts';
import { Config } from '../platform/config.ts';
import { Database } from '../platform/database.ts';
import { materialOf } from './material.sql.ts';
import { needsLetter } from './needs.mail.ts';
import { Needs } from './needs.service.ts';
import { materialLetter, reminderLetter } from './reminders.mail.ts';
import type { PartyFacts } from './reminders.mail.ts';
import { readerOf, stopOf, stopsOn } from './reminders.sql.ts';

/** Writes reminders, mails about material and those to the organiser, from the rows as they are then. */
@Injectable()
export class MeetingLetters implements OnModuleInit {
  constructor(
    private readonly kinds: MailKinds,
    private readonly db: Database,
    private readonly pages: PartyPages,
    private readonly needs: Needs,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.kinds.register('reminder', (message) => this.reminder(message));
    this.kinds.register('material', (message) => this.material(message));
    this.kinds.register('needs-due', (message) => this.needsDue(message));
  }

  private async reminder(message: MessageRow): Promise<Letter | undefined> {
    const day = /:reminder:(\d{4}-\d{2}-\d{2}):/.exec(message.purposeKey)?.[1];
    const facts = await this.factsOf(message, { withTicket: true });
    if (!facts || !day) return undefined;
    return reminderLetter(facts, await stopsOn(this.db, facts.reader.id, day));
  }

  private async material(message: MessageRow): Promise<Letter | undefined> {
    const facts = await this.factsOf(message);
    const stop = message.bookingId === null ? undefined : await stopOf(this.db, message.bookingId);
    return facts && stop && materialLetter(facts, stop, await materialOf(this.db, stop.slot));
  }

  private async needsDue({ editionId, purposeKey }: MessageRow): Promise<Letter | undefined> {
    const day = /:needs:\d+:(.+)$/.exec(purposeKey)?.[1];
    const left = editionId && day ? await this.needs.leftOn(editionId, day) : undefined;
    const href = `${this.config.webOrigin}/organise/meetings/needs`;
    return left && needsLetter(left.organiser, left.slots, href);
  }

  /** Undefined when nobody can be written to: the address may have been purged meanwhile. */
  private async factsOf(
    { partyId, locale }: MessageRow,
    { withTicket = false } = {},
  ): Promise<PartyFacts | undefined> {
    const reader = partyId === null ? undefined : await readerOf(this.db, partyId);
    if (!reader) return undefined;
    const { id, linkRevision } = reader;
    const linkIn: PartyFacts['linkIn'] = (it) => this.pages.linkOf({ id, linkRevision, locale: it }).link;
    if (!withTicket) return { reader, locale, linkIn };
    const { party, bookings } = await this.pages.rowsOf({ id, revision: linkRevision });
    const ticket = { text: this.pages.ticketOf(party, party.edition, bookings), reference: party.reference };
    return { reader, locale, linkIn, ticket };
  }
}
