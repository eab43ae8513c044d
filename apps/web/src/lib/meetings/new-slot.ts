interface Suggested {
  activity: string;
  language: string;
  place: { id: string };
  startsAt: string;
  minutes: number;
  capacity: number;
}

/** The form for a new time, filled in with what was suggested. */
export function newSlotAddress(it: Suggested, timeZone: string): string {
  const local = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(new Date(it.startsAt));
  const [date = '', time = ''] = local.split(' ');
  const query = {
    date,
    time,
    minutes: String(it.minutes),
    place: it.place.id,
    language: it.language,
    capacity: String(it.capacity),
  };
  return `/organise/programme/${it.activity}?${new URLSearchParams(query).toString()}`;
}
