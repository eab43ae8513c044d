import { localised } from '@vagval/text';
import type { Locale } from '@vagval/text';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { BookingRow, PartyRow } from './parties.sql.ts';

/**
 * How a mail's calendar answers to an address; without it the file is one to look at, with nobody invited. REQUEST and
 * CANCEL are about one entry (RFC 5546): several are published together.
 */
export interface Invitation {
  readonly method: 'REQUEST' | 'CANCEL' | 'PUBLISH';
  /** Whether the entries are taken out of the calendar. */
  readonly ended: boolean;
  /** The address the mail is from: some clients refuse an organiser who is somebody else. */
  readonly organiser: string;
  readonly attendee: string;
}

interface Entry {
  readonly party: PartyRow;
  readonly bookings: readonly BookingRow[];
  readonly locale: Locale;
}

const methods = {
  REQUEST: ICalCalendarMethod.REQUEST,
  CANCEL: ICalCalendarMethod.CANCEL,
  PUBLISH: ICalCalendarMethod.PUBLISH,
};

/** The bookings as a calendar. Instants go out in UTC: with a zone's name they would carry the server's hour. */
export function calendarOf({ party, bookings, locale }: Entry, invitation?: Invitation): string {
  const method = methods[invitation?.method ?? 'PUBLISH'];
  const invited = invitation && invitation.method !== 'PUBLISH';
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
      status: invitation?.ended ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      ...(invitation && { organizer: { name: party.edition.fairName, email: invitation.organiser } }),
      ...(invited && { attendees: [{ email: invitation.attendee, rsvp: false }] }),
    });
  }
  return calendar.toString();
}

/** Seconds since it was made: grows with every change without a column of its own. */
const sequenceOf = ({ madeAt, changedAt }: BookingRow): number =>
  Math.floor((changedAt.getTime() - madeAt.getTime()) / 1000);
