import { localised } from '@vagval/text';
import type { Locale } from '@vagval/text';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { BookingRow, PartyRow } from './parties.sql.ts';

/** How an invitation answers to an address; without it the file is one to look at, with nobody invited. */
export interface Invitation {
  readonly method: 'REQUEST' | 'CANCEL';
  /** The address the mail is from: some clients refuse an organiser who is somebody else. */
  readonly organiser: string;
  readonly attendee: string;
}

interface Entry {
  readonly party: PartyRow;
  readonly bookings: readonly BookingRow[];
  readonly locale: Locale;
}

const methods = { REQUEST: ICalCalendarMethod.REQUEST, CANCEL: ICalCalendarMethod.CANCEL };

/** The bookings as a calendar. Instants go out in UTC: with a zone's name they would carry the server's hour. */
export function calendarOf({ party, bookings, locale }: Entry, invitation?: Invitation): string {
  const method = invitation ? methods[invitation.method] : ICalCalendarMethod.PUBLISH;
  const calendar = ical({ name: party.edition.name, prodId: '//vagval//visit//SV', method });
  for (const booking of bookings) {
    calendar.createEvent({
      id: `${booking.id}@vagval`,
      sequence: sequenceOf(booking),
      stamp: booking.changedAt,
      start: booking.startsAt,
      end: booking.endsAt,
      summary: localised(booking.title, locale).text,
      location: [booking.place, party.edition.venue].filter(Boolean).join(', '),
      // Never the secret link: calendars are shared.
      description: party.reference,
      status: invitation?.method === 'CANCEL' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      ...(invitation && { organizer: { name: party.edition.fairName, email: invitation.organiser } }),
      ...(invitation && { attendees: [{ email: invitation.attendee, rsvp: false }] }),
    });
  }
  return calendar.toString();
}

/** Seconds since it was made: grows with every change without a column of its own. */
const sequenceOf = ({ madeAt, changedAt }: BookingRow): number =>
  Math.floor((changedAt.getTime() - madeAt.getTime()) / 1000);
