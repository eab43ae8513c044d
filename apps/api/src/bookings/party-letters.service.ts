import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import type { MessageRow } from '../mail/mail.entity.ts';
import { MailKinds } from '../mail/mail.service.ts';
import type { Letter } from '../mail/mail.service.ts';
import { Config } from '../platform/config.ts';
import { Database } from '../platform/database.ts';
import { calendarOf } from './bookings.calendar.ts';
import {
  cancelledLetter,
  changedLetter,
  confirmedLetter,
  offerExpiredLetter,
  offerLetter,
  placeLetter,
} from './bookings.mail.ts';
import type { LetterFacts } from './bookings.mail.ts';
import { pausedLetter, resumedLetter } from './seats.mail.ts';
import { readGroups } from './groups.sql.ts';
import { PartyPages } from './party-pages.service.ts';
import { readBookings, readParty } from './parties.sql.ts';
import type { BookingRow } from './parties.sql.ts';

type Write = (facts: LetterFacts) => Letter | undefined;
type WriteOf = (facts: LetterFacts, booking: BookingRow) => Letter | undefined;

/** Mails that change nothing in anybody's calendar. */
const invitesToNothing = new Set(['offer', 'offer-expired', 'slot-paused', 'slot-resumed']);

const aboutOne =
  (write: WriteOf): Write =>
  (facts) =>
    facts.booking && write(facts, facts.booking);

const letters: Readonly<Record<string, Write>> = {
  'party-confirmed': confirmedLetter,
  'party-changed': changedLetter,
  'party-cancelled': cancelledLetter,
  offer: aboutOne(offerLetter),
  'place-confirmed': aboutOne(placeLetter),
  'offer-expired': aboutOne(offerExpiredLetter),
  'slot-paused': aboutOne(pausedLetter),
  'slot-resumed': aboutOne(resumedLetter),
};

/** Writes the letters of bookings when they are about to be sent: from the rows as they are then. */
@Injectable()
export class PartyLetters implements OnModuleInit {
  constructor(
    private readonly kinds: MailKinds,
    private readonly db: Database,
    private readonly pages: PartyPages,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    for (const [kind, write] of Object.entries(letters))
      this.kinds.register(kind, (message) => this.compose(message, write));
  }

  private async compose(message: MessageRow, write: Write): Promise<Letter | undefined> {
    const facts = await this.factsOf(message);
    const letter = facts && write(facts);
    return letter && { ...letter, ...this.calendarOf(message, facts) };
  }

  /** Undefined when nobody can be written to: the address may have been purged meanwhile. */
  private async factsOf({
    partyId,
    bookingId,
    purposeKey,
    locale,
  }: MessageRow): Promise<LetterFacts | undefined> {
    if (!partyId) return undefined;
    const [party, bookings, groups] = await Promise.all([
      readParty(this.db, partyId),
      readBookings(this.db, partyId),
      readGroups(this.db, partyId),
    ]);
    if (!party?.email) return undefined;
    return {
      party: { ...party, email: party.email },
      bookings,
      groups,
      booking: bookings.find(({ id }) => id === bookingId),
      moved: purposeKey.includes(':moved:'),
      locale,
      ticket: this.pages.ticketOf(party, party.edition, bookings),
      linkIn: (it) => this.pages.linkOf({ ...party, locale: it }).link,
    };
  }

  /** An invitation with what the mail is about, or its cancellation; mails about a line or an offer invite to nothing. */
  private calendarOf({ kind }: MessageRow, facts: LetterFacts): Pick<Letter, 'calendar'> {
    const { party, bookings, booking, locale } = facts;
    const touched = booking ? [booking] : bookings;
    const ended = kind === 'party-cancelled' || booking?.state === 'cancelled';
    const wanted = touched.filter((it) => (ended ? wasConfirmed(it) : it.state === 'confirmed'));
    if (wanted.length === 0 || invitesToNothing.has(kind)) return {};
    const one = ended ? 'CANCEL' : 'REQUEST';
    const method = wanted.length > 1 ? 'PUBLISH' : one;
    const invitation = { method, ended, organiser: this.config.mailFrom, attendee: party.email } as const;
    const content = calendarOf({ party, bookings: wanted, locale }, invitation);
    return { calendar: { method, content } };
  }
}

/** Only what stood in somebody's calendar is taken out of it. */
const wasConfirmed = ({ state, endedBy }: BookingRow): boolean =>
  state === 'cancelled' && (endedBy === 'by_party' || endedBy === 'withdrawn');
