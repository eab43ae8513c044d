import { formatDateTime, formatDay, formatReference, formatTime, localised, m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import type { Letter, LetterRow } from '../mail/mail.service.ts';
import { personsIn } from './bookings.rules.ts';
import { dateIn, isLive } from './parties.rules.ts';
import type { GroupRow } from './groups.sql.ts';
import type { BookingRow, PartyRow } from './parties.sql.ts';

/** Everything a letter to a party may say, as it is when the letter is written. */
export interface LetterFacts {
  readonly party: PartyRow & { readonly email: string };
  readonly bookings: readonly BookingRow[];
  /** Of a class that has been split. */
  readonly groups?: readonly GroupRow[];
  /** The booking the message is about, when it is about one. */
  readonly booking: BookingRow | undefined;
  /** Staff have moved its slot. */
  readonly moved?: boolean;
  readonly locale: Locale;
  readonly ticket: string;
  readonly linkIn: (locale: Locale) => string;
}

type Texts = Pick<Letter, 'subject' | 'preheader' | 'heading' | 'lead'> & { paragraphs?: readonly string[] };

const zoneOf = ({ party }: LetterFacts): string => party.edition.timeZone;
const people = (count: number, { locale }: LetterFacts): string => m.party_people({ count }, { locale });
export const titleOf = ({ title }: BookingRow, { locale }: LetterFacts): string =>
  localised(title, locale).text;
export const whenOf = ({ startsAt }: BookingRow, facts: LetterFacts): string =>
  formatDateTime(startsAt, facts.locale, zoneOf(facts));

/** How many come: the places, or the whole party where it takes one place together. */
const comingTo = (booking: BookingRow, { party }: LetterFacts): number =>
  personsIn(booking, booking.places, party.size);

function rowOf(booking: BookingRow, facts: LetterFacts, withDay: boolean): LetterRow {
  const { locale } = facts;
  const parts = [
    withDay ? formatDay(booking.startsAt, locale, zoneOf(facts)) : undefined,
    booking.place,
    people(comingTo(booking, facts), facts),
    stateOf(booking, facts),
  ];
  return {
    time: formatTime(booking.startsAt, locale, zoneOf(facts)),
    title: titleOf(booking, facts),
    detail: parts.filter(Boolean).join('. '),
    ...(booking.state === 'waiting' && { tag: m.mail_party_tag_waiting({}, { locale }) }),
  };
}

function stateOf({ line, offerUntil }: BookingRow, facts: LetterFacts): string | undefined {
  const { locale } = facts;
  if (line) return m.mail_party_row_waiting(line, { locale });
  if (!offerUntil) return undefined;
  return m.mail_party_row_offered({ until: formatDateTime(offerUntil, locale, zoneOf(facts)) }, { locale });
}

/** The day as a list; over several days each line names its own. */
function rowsOf(facts: LetterFacts): LetterRow[] {
  const live = facts.bookings.filter(isLive);
  const days = new Set(live.map(({ startsAt }) => dateIn(zoneOf(facts), startsAt)));
  return live.map((booking) => rowOf(booking, facts, days.size > 1));
}

const ticketIn = ({ party, ticket: text, locale }: LetterFacts) => ({
  text,
  reference: formatReference(party.reference),
  label: m.mail_party_ticket_label({ reference: formatReference(party.reference) }, { locale }),
});

const cancelIn = ({ locale, linkIn }: LetterFacts) => ({
  text: m.mail_party_cancel_text({}, { locale }),
  label: m.mail_party_cancel_label({}, { locale }),
  href: `${linkIn(locale)}/cancel`,
  after: m.mail_party_cancel_after({}, { locale }),
});

/** What every letter to a party has around its words. */
export function framed(facts: LetterFacts, texts: Texts): Letter {
  const { party, locale, linkIn } = facts;
  const others = (['sv', 'en', 'ar'] as const).filter((it) => it !== locale);
  return {
    to: party.email,
    locale,
    ...texts,
    sender: party.edition.fairName,
    button: { label: m.mail_party_button({}, { locale }), href: linkIn(locale) },
    footer: [m.mail_party_why({}, { locale })],
    languages: others.map((it) => ({ locale: it, href: linkIn(it) })),
    replyTo: party.edition.contactEmail,
  };
}

function confirmedTexts(facts: LetterFacts, first: BookingRow): Texts {
  const { locale, party } = facts;
  const [day, time] = [formatDay, formatTime].map((it) => it(first.startsAt, locale, zoneOf(facts)));
  const where = { people: people(party.size, facts), venue: party.edition.venue, time: time ?? '' };
  return {
    subject: m.mail_party_confirmed_subject({ when: whenOf(first, facts) }, { locale }),
    preheader: m.mail_party_confirmed_preheader({}, { locale }),
    heading: m.mail_party_confirmed_heading({ day: day ?? '' }, { locale }),
    lead: m.mail_party_confirmed_lead(where, { locale }),
  };
}

function waitingTexts(facts: LetterFacts): Texts {
  const { locale, party } = facts;
  return {
    subject: m.mail_party_waiting_subject({}, { locale }),
    preheader: m.mail_party_waiting_preheader({}, { locale }),
    heading: m.mail_party_waiting_heading({}, { locale }),
    lead: m.mail_party_waiting_lead({ people: people(party.size, facts) }, { locale }),
  };
}

/** One line for each group of a class: when it goes where. */
function groupsIn(facts: LetterFacts): Pick<Letter, 'paragraphs'> {
  const { groups = [], locale } = facts;
  if (groups.length === 0) return {};
  const visitOf = ({ startsAt, title }: GroupRow['visits'][number]) =>
    `${formatTime(new Date(startsAt), locale, zoneOf(facts))} ${localised(title, locale).text}`;
  const paragraphs = groups.map(({ no, size, visits }) =>
    m.mail_party_group({ no, size, visits: visits.map(visitOf).join(', ') }, { locale }),
  );
  return { paragraphs };
}

/** The first letter: ticket, the day as a list, and how to change one's mind. Nothing live any more: nothing to say. */
export function confirmedLetter(facts: LetterFacts): Letter | undefined {
  const rows = rowsOf(facts);
  if (rows.length === 0) return undefined;
  const first = facts.bookings.find(({ state }) => state === 'confirmed');
  const texts = first ? confirmedTexts(facts, first) : waitingTexts(facts);
  return {
    ...framed(facts, texts),
    ...(first && { ticket: ticketIn(facts) }),
    rows,
    ...groupsIn(facts),
    secondary: cancelIn(facts),
  };
}

function changedTexts(facts: LetterFacts): Texts {
  const { locale, party, booking } = facts;
  if (booking?.endedBy === 'withdrawn') {
    const it = { title: titleOf(booking, facts), when: whenOf(booking, facts) };
    return {
      subject: m.mail_party_withdrawn_subject(it, { locale }),
      preheader: m.mail_party_withdrawn_preheader({}, { locale }),
      heading: m.mail_party_withdrawn_heading({}, { locale }),
      lead: m.mail_party_withdrawn_lead(it, { locale }),
    };
  }
  if (facts.moved && booking) {
    const it = { title: titleOf(booking, facts), when: whenOf(booking, facts), place: booking.place ?? '' };
    return {
      subject: m.mail_slot_moved_subject(it, { locale }),
      preheader: m.mail_party_changed_preheader({}, { locale }),
      heading: m.mail_slot_moved_heading({}, { locale }),
      lead: booking.place
        ? m.mail_slot_moved_lead_place(it, { locale })
        : m.mail_slot_moved_lead(it, { locale }),
    };
  }
  return {
    subject: m.mail_party_changed_subject({}, { locale }),
    preheader: m.mail_party_changed_preheader({}, { locale }),
    heading: m.mail_party_changed_heading({}, { locale }),
    lead: m.mail_party_changed_lead({ people: people(party.size, facts) }, { locale }),
  };
}

/** After any change: how the visit stands now. Of a visit that is cancelled meanwhile another letter tells. */
export function changedLetter(facts: LetterFacts): Letter | undefined {
  if (facts.party.state === 'cancelled') return undefined;
  const rows = rowsOf(facts);
  const letter = framed(facts, changedTexts(facts));
  if (rows.length === 0) return { ...letter, paragraphs: [m.mail_party_nothing_left({}, facts)] };
  return { ...letter, ticket: ticketIn(facts), rows, ...groupsIn(facts), secondary: cancelIn(facts) };
}

export function cancelledLetter(facts: LetterFacts): Letter {
  const { locale } = facts;
  return framed(facts, {
    subject: m.mail_party_cancelled_subject({}, { locale }),
    preheader: m.mail_party_cancelled_preheader({}, { locale }),
    heading: m.mail_party_cancelled_heading({}, { locale }),
    lead: m.mail_party_cancelled_lead({}, { locale }),
  });
}

const about = (booking: BookingRow, facts: LetterFacts) => ({
  title: titleOf(booking, facts),
  when: whenOf(booking, facts),
  people: people(comingTo(booking, facts), facts),
});

/**
 * Asks whether the party wants the places; an offer that stands no more is not told of. Both ways lead to a page where
 * the answer is given, since programs that look through mails open every link in them.
 */
export function offerLetter(facts: LetterFacts, booking: BookingRow): Letter | undefined {
  const { locale, linkIn } = facts;
  if (booking.state !== 'offered' || !booking.offerUntil) return undefined;
  const it = { ...about(booking, facts), until: formatDateTime(booking.offerUntil, locale, zoneOf(facts)) };
  const letter = framed(facts, {
    subject: m.mail_offer_subject(it, { locale }),
    preheader: m.mail_offer_preheader(it, { locale }),
    heading: m.mail_offer_heading({}, { locale }),
    lead: m.mail_offer_lead(it, { locale }),
    paragraphs: [m.mail_offer_after({}, { locale })],
  });
  const answer = `${linkIn(locale)}/booking/${booking.id}/answer`;
  return {
    ...letter,
    button: { label: m.mail_offer_button({}, { locale }), href: answer },
    secondary: {
      text: m.mail_offer_no_text({}, { locale }),
      label: m.mail_offer_no_label({}, { locale }),
      href: `${answer}?no`,
      after: m.mail_offer_no_after({}, { locale }),
    },
  };
}

export function placeLetter(facts: LetterFacts, booking: BookingRow): Letter | undefined {
  const { locale } = facts;
  if (booking.state !== 'confirmed') return undefined;
  const it = about(booking, facts);
  const letter = framed(facts, {
    subject: m.mail_place_subject(it, { locale }),
    preheader: m.mail_place_preheader({}, { locale }),
    heading: m.mail_place_heading({}, { locale }),
    lead: m.mail_place_lead(it, { locale }),
  });
  return { ...letter, ticket: ticketIn(facts), rows: rowsOf(facts), secondary: cancelIn(facts) };
}

export function offerExpiredLetter(facts: LetterFacts, booking: BookingRow): Letter {
  const { locale } = facts;
  const it = about(booking, facts);
  return framed(facts, {
    subject: m.mail_offer_expired_subject(it, { locale }),
    preheader: m.mail_offer_expired_preheader({}, { locale }),
    heading: m.mail_offer_expired_heading({}, { locale }),
    lead: m.mail_offer_expired_lead(it, { locale }),
    paragraphs: [m.mail_offer_expired_after({}, { locale })],
  });
}
