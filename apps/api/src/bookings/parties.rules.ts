import type { BookingView, PartyView, NewParty } from '@vagval/contract';
import type * as z from 'zod';
import { refuse } from '../platform/contract/refusal.ts';
import type { Refusal } from '../platform/contract/refusal.ts';
import { overlap } from './bookings.rules.ts';
import type { EditionFacts } from './bookings.sql.ts';
import type { BookingRow, PartyRow } from './parties.sql.ts';

type NewPartyInput = z.output<typeof NewParty>;

/** How many a party is: a class is counted by its pupils and staff. */
export const sizeOf = ({ size, class: it }: Pick<NewPartyInput, 'size' | 'class'>): number =>
  it ? it.pupils + it.staff : size;

/** What one schema cannot say: which details belong to which kind of party, and that somebody can be reached. */
export function isReachableParty(input: NewPartyInput): Refusal | undefined {
  // Whoever calls may have neither: staff read the reference aloud, or print the ticket.
  const isReached = input.contact.email || input.contact.phone || input.assisted;
  if (!isReached) return refuse('contact_required');
  if (input.kind === 'class' && !input.class) return invalid('/body/class', 'required');
  if (input.kind !== 'class' && input.class) return invalid('/body/class', 'unexpected');
  return input.kind === 'single' && input.size !== 1 ? invalid('/body/size', 'too_big') : undefined;
}

export const invalid = (path: string, code: string): Refusal =>
  refuse('invalid', { errors: [{ path, code, message: 'Invalid input' }] });

/** The new number of a party; of a class the staff stay and the pupils follow, as long as there is a pupil left. */
export function resized(
  { kind, size, pupils, staff }: Pick<PartyRow, 'kind' | 'size' | 'pupils' | 'staff'>,
  wanted = size,
): Pick<PartyRow, 'size' | 'pupils' | 'staff'> {
  if (kind !== 'class' || wanted === size) return { size: wanted, pupils, staff };
  const stay = Math.min(staff ?? 0, wanted - 1);
  return { size: wanted, pupils: wanted - stay, staff: stay };
}

/** The language asked for after a change; left out it stays, null takes it back. */
export const interpreterAfter = (
  now: Pick<PartyRow, 'interpreterLanguage' | 'interpreterVariety'>,
  wanted: NewPartyInput['interpreter'] | null,
): Pick<PartyRow, 'interpreterLanguage' | 'interpreterVariety'> =>
  wanted === undefined
    ? { interpreterLanguage: now.interpreterLanguage, interpreterVariety: now.interpreterVariety }
    : { interpreterLanguage: wanted?.language ?? null, interpreterVariety: wanted?.variety ?? null };

const live = new Set(['waiting', 'offered', 'confirmed']);
export const isLive = ({ state }: Pick<BookingRow, 'state'>): boolean => live.has(state);

/** What was confirmed when its slot began stays as it was: figures count it. Standing in line can end any time. */
export const mayEnd =
  (now: Date) =>
  (it: Pick<BookingRow, 'state' | 'startsAt'>): boolean =>
    isLive(it) && (it.state !== 'confirmed' || it.startsAt > now);

/** Slots a party waits for at the time of these bookings of its own: it may have been passed by there because of them. */
export const waitedBeside = (bookings: readonly BookingRow[], touched: readonly BookingRow[]): string[] =>
  bookings
    .filter((it) => it.state === 'waiting' && touched.some((other) => overlap(it, other)))
    .map(({ slotId }) => slotId);

const formats = new Map<string, Intl.DateTimeFormat>();
const dates = new Map<string, string>();
const datesKept = 10_000;

/** The calendar date of an instant where the fair is, YYYY-MM-DD; kept, since slots are few and asked for often. */
export function dateIn(timeZone: string, at: Date): string {
  const key = `${at.getTime()}${timeZone}`;
  let date = dates.get(key);
  if (date) return date;
  let format = formats.get(timeZone);
  if (!format) formats.set(timeZone, (format = new Intl.DateTimeFormat('sv-SE', { timeZone })));
  if (dates.size === datesKept) dates.clear();
  dates.set(key, (date = format.format(at)));
  return date;
}

type Dated = Pick<BookingRow, 'state' | 'startsAt'>;

/** The fair's days on which the party has something, in line or not. */
export function daysOf(edition: EditionFacts, bookings: readonly Dated[]): EditionFacts['days'] {
  const dates = new Set(bookings.filter(isLive).map(({ startsAt }) => dateIn(edition.timeZone, startsAt)));
  return edition.days.filter(({ date }) => dates.has(date));
}

/** The days as a ticket carries them: bit n for day n + 1, 0 when none of them is a day of the fair. */
export const dayBits = (days: EditionFacts['days']): number =>
  days.reduce((bits, { position }) => bits | (1 << (position - 1)), 0);

/** The party as its visitor sees it. */
export const partyView = (
  party: Omit<PartyRow, 'edition'>,
  edition: EditionFacts,
  bookings: readonly Dated[],
): z.output<typeof PartyView> => ({
  id: party.id,
  reference: party.reference,
  kind: party.kind,
  size: party.size,
  locale: party.locale as 'sv',
  needs: party.needs as [],
  ...(party.interpreterLanguage && {
    interpreter: {
      language: party.interpreterLanguage,
      ...(party.interpreterVariety && { variety: party.interpreterVariety }),
    },
  }),
  protected: party.protected,
  state: party.state,
  email: party.email,
  edition: { slug: edition.slug, name: edition.name, timeZone: edition.timeZone, venue: edition.venue },
  days: daysOf(edition, bookings).map(({ date }) => date),
});

type Shown = Omit<BookingRow, 'offeredAt' | 'madeAt' | 'changedAt' | 'slotState'>;

export const bookingView = (it: Shown, locale: string): z.output<typeof BookingView> => ({
  id: it.id,
  state: it.state,
  places: it.places,
  slot: {
    id: it.slotId,
    title: it.title[locale] ?? it.title['sv'] ?? '',
    titles: it.title,
    kind: it.kind,
    startsAt: it.startsAt.toISOString(),
    endsAt: it.endsAt.toISOString(),
    place: it.place,
    language: it.language,
    counts: it.counts,
  },
  ...(it.line && { line: it.line }),
  ...(it.offerUntil && { offerUntil: it.offerUntil.toISOString() }),
  ...(it.endedBy && { endedBy: it.endedBy }),
});
