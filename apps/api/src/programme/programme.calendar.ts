import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { Edition } from '../editions/editions.service.ts';
import type { SlotRow } from './programme.sql.ts';

/** The slots as an iCalendar feed for everyone: UTC instants, Swedish titles, nobody's name in it. */
export function calendarOf(edition: Edition, slots: readonly SlotRow[], now: Date): string {
  const calendar = ical({
    name: edition.name,
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'Vägval', product: 'timetable', language: 'SV' },
  });
  for (const slot of slots) calendar.createEvent(eventOf(edition, slot, now));
  return calendar.toString();
}

const eventOf = (edition: Edition, slot: SlotRow, now: Date) => ({
  // The same id each time, so that a subscriber sees a change and not one more event.
  id: `${slot.id}@slot`,
  stamp: now,
  start: slot.startsAt,
  end: slot.endsAt,
  summary: slot.title['sv'] ?? '',
  ...(slot.description?.['sv'] && { description: slot.description['sv'] }),
  location: slot.place ? `${slot.place.name}, ${edition.venue}` : edition.venue,
  status: slot.state === 'paused' ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
});
