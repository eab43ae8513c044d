import { formatDateTime, formatDay, formatReference, formatTime, localised, m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import type { Letter, LetterRow } from '../mail/mail.service.ts';
import type { MaterialRow } from './material.sql.ts';
import type { ReaderRow, StopRow } from './reminders.sql.ts';

/** What letters about a party's meetings may say. */
export interface PartyFacts {
  readonly reader: ReaderRow;
  readonly locale: Locale;
  /** The party's own page in a language. */
  readonly linkIn: (locale: Locale) => string;
  readonly ticket?: { readonly text: string; readonly reference: string };
}

const accessWords = {
  lift: m.programme_access_lift,
  wheelchair: m.programme_access_wheelchair,
  'hearing-loop': m.programme_access_hearing_loop,
  quiet: m.programme_access_quiet,
};

const accessText = (access: readonly string[], locale: Locale): string =>
  new Intl.ListFormat(locale).format(
    access.flatMap((it) =>
      it in accessWords ? [accessWords[it as keyof typeof accessWords]({}, { locale })] : [],
    ),
  );

function whereOf({ place, inside, online, joinUrl }: StopRow, locale: Locale): string | undefined {
  if (online) return [m.meetings_reminder_online({}, { locale }), joinUrl].filter(Boolean).join(': ');
  return [place, inside].filter(Boolean).join(', ') || undefined;
}

function rowOf(stop: StopRow, { locale, reader }: PartyFacts): LetterRow {
  const details = [
    whereOf(stop, locale),
    stop.online ? undefined : accessText(stop.access, locale),
    m.party_people({ count: stop.places }, { locale }),
  ];
  return {
    time: formatTime(stop.startsAt, locale, reader.timeZone),
    title: localised(stop.title, locale).text,
    detail: details.filter(Boolean).join('. '),
  };
}

/** What every letter here has around its words. */
const framed = ({ reader, locale, linkIn }: PartyFacts) => ({
  to: reader.email,
  locale,
  sender: reader.fairName,
  footer: [m.meetings_mail_why({}, { locale })],
  languages: (['sv', 'en', 'ar'] as const)
    .filter((it) => it !== locale)
    .map((it) => ({ locale: it, href: linkIn(it) })),
  replyTo: reader.contactEmail,
});

/** Into the meeting when one is held online, else to the party's page. */
function waysOf(
  stops: readonly StopRow[],
  { locale, linkIn }: PartyFacts,
): Pick<Letter, 'button' | 'secondary'> {
  const visit = { label: m.meetings_mail_visit({}, { locale }), href: linkIn(locale) };
  const join = stops.find(({ joinUrl }) => joinUrl)?.joinUrl;
  if (!join) return { button: visit };
  return {
    button: { label: m.meetings_reminder_join({}, { locale }), href: join },
    secondary: { text: m.meetings_reminder_change({}, { locale }), ...visit },
  };
}

function hintsOf(stops: readonly StopRow[], { reader, locale }: PartyFacts): string[] {
  const onSite = stops.some(({ online }) => !online);
  const joins = stops.some(({ joinUrl }) => joinUrl);
  return [
    ...(joins ? [m.meetings_reminder_keep_link({}, { locale })] : []),
    ...(onSite ? [m.meetings_reminder_ask({ organiser: reader.organiser }, { locale })] : []),
    m.meetings_reminder_cannot({}, { locale }),
  ];
}

const ticketOf = ({ ticket, locale }: PartyFacts): Pick<Letter, 'ticket'> => {
  if (!ticket) return {};
  const reference = formatReference(ticket.reference);
  return {
    ticket: { text: ticket.text, reference, label: m.mail_party_ticket_label({ reference }, { locale }) },
  };
};

/** The day as it stands when the letter is written; nothing left of it, nothing to say. */
export function reminderLetter(facts: PartyFacts, stops: readonly StopRow[]): Letter | undefined {
  const { reader, locale } = facts;
  const [first] = stops;
  if (!first) return undefined;
  const on = { locale };
  const day = formatDay(first.startsAt, locale, reader.timeZone);
  const time = formatTime(first.startsAt, locale, reader.timeZone);
  const people = m.party_people({ count: reader.size }, on);
  const isOnline = stops.every(({ online }) => online);
  return {
    ...framed(facts),
    subject: m.meetings_reminder_subject(
      { when: formatDateTime(first.startsAt, locale, reader.timeZone) },
      on,
    ),
    preheader: m.meetings_reminder_preheader({}, on),
    heading: m.meetings_reminder_heading({ day }, on),
    lead: isOnline
      ? m.meetings_reminder_lead_online({ time }, on)
      : m.meetings_reminder_lead({ people, time, venue: reader.venue }, on),
    ...(isOnline ? {} : ticketOf(facts)),
    rows: stops.map((stop) => rowOf(stop, facts)),
    paragraphs: hintsOf(stops, facts),
    ...waysOf(stops, facts),
  };
}

/** What can be read after a meeting; taken away meanwhile, nothing to say. */
export function materialLetter(
  facts: PartyFacts,
  stop: StopRow,
  material: readonly MaterialRow[],
): Letter | undefined {
  if (material.length === 0) return undefined;
  const { reader, locale, linkIn } = facts;
  const on = { locale };
  const title = localised(stop.title, locale).text;
  const when = formatDay(stop.startsAt, locale, reader.timeZone);
  return {
    ...framed(facts),
    subject: m.meetings_material_subject({ title }, on),
    preheader: m.meetings_material_preheader({}, on),
    heading: m.meetings_material_heading({}, on),
    lead: m.meetings_material_lead({ title, when }, on),
    rows: material.map((it) => ({ title: localised(it.title, locale).text, detail: it.url })),
    paragraphs: [m.meetings_material_stays({}, on)],
    button: { label: m.meetings_mail_visit({}, on), href: linkIn(locale) },
  };
}
