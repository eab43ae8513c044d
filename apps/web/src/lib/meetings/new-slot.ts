interface Suggested {
  activity: string;
  language: string;
  place: { id: string };
  startsAt: string;
  minutes: number;
  capacity: number;
}

/** A quarter of an hour between two meetings in a room: what the suggestion counts with. */
const setupMinutes = 15;

/** The form for new times of the activity, filled in with what was suggested: its fields by their names. */
export function newSlotAddress(it: Suggested, timeZone: string): string {
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const [day = '', from = ''] = local.format(new Date(it.startsAt)).split(' ');
  const fields = new URLSearchParams({
    days: day,
    from,
    length: String(it.minutes),
    places: it.place.id,
    languages: it.language,
    capacity: String(it.capacity),
    setupMinutes: String(setupMinutes),
  });
  return `/organise/programme/${it.activity}?${fields.toString()}#add`;
}
