import type { ClassView, Grade as Grades, WayToCome } from '@vagval/contract';
import { formatDateTime, formatRange, formatDay, formatTime, m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import type * as z from 'zod';

export type SchoolClass = z.output<typeof ClassView>;
export type Window = NonNullable<SchoolClass['window']>;
export type Proposal = NonNullable<SchoolClass['proposal']>;
export type ProposedGroup = Proposal['groups'][number];
export type ProposedVisit = ProposedGroup['visits'][number];
type Grade = z.output<typeof Grades>;
type Way = z.output<typeof WayToCome>;

/** Who reads, and how times are written for that person. */
export interface Reader {
  locale: Locale;
  timeZone: string;
}

/** The wish that weighs most stands first. */
export const weights = [3, 2, 1] as const;
export const mostWishes = 6;

const gradeWords: Record<Grade, typeof m.school_grade_9> = {
  '9': m.school_grade_9,
  '8': m.school_grade_8,
  im: m.school_grade_im,
  adapted: m.school_grade_adapted,
  sfi: m.school_grade_sfi,
  'newly-arrived': m.school_grade_newly_arrived,
  other: m.school_grade_other,
};
const wayWords: Record<Way, typeof m.school_arrival_bus> = {
  bus: m.school_arrival_bus,
  tram: m.school_arrival_tram,
  walk: m.school_arrival_walk,
  other: m.school_arrival_other,
};
const leftWords = {
  window: m.school_left_window,
  wishes: m.school_left_wishes,
  proposal: m.school_left_proposal,
  answer: m.school_left_answer,
};
const doWords = {
  window: m.school_do_window,
  wishes: m.school_do_wishes,
  proposal: m.school_do_proposal,
  answer: m.school_do_answer,
};

const choices = <K extends string>(
  words: Record<K, (inputs: Record<string, never>, options: { locale: Locale }) => string>,
  order: readonly K[],
  locale: Locale,
) => order.map((value) => ({ value, label: words[value]({}, { locale }) }));

const gradeOrder: readonly Grade[] = ['9', '8', 'im', 'adapted', 'newly-arrived', 'sfi', 'other'];
const wayOrder: readonly Way[] = ['bus', 'tram', 'walk', 'other'];

export const gradeChoices = (locale: Locale) => choices(gradeWords, gradeOrder, locale);
export const wayChoices = (locale: Locale) => choices(wayWords, wayOrder, locale);
export const gradeText = (grade: Grade, locale: Locale): string => gradeWords[grade]({}, { locale });
export const wayText = (way: Way, locale: Locale): string => wayWords[way]({}, { locale });

/** "28 elever, 2 vuxna". */
export function peopleText({ pupils, staff }: Pick<SchoolClass, 'pupils' | 'staff'>, locale: Locale): string {
  const parts = [
    m.school_pupils_count({ count: pupils }, { locale }),
    staff > 0 && m.school_staff_count({ count: staff }, { locale }),
  ];
  return parts.filter(Boolean).join(locale === 'ar' ? '، ' : ', ');
}

interface Span {
  startsAt: string;
  endsAt: string;
}

/** "09.20–09.40" to stand inside a sentence: from left to right in every language, never broken over two lines. */
export function rangeText({ startsAt, endsAt }: Span, { locale, timeZone }: Reader): string {
  const range = formatRange(startsAt, endsAt, locale, timeZone).replace('–', '\u2060–\u2060');
  return `\u2066${range}\u2069`;
}

/** The day and the span: "tisdag 15 december 09.20–09.40". */
export const whenText = (it: Span, reader: Reader): string =>
  `${formatDay(it.startsAt, reader.locale, reader.timeZone)} ${rangeText(it, reader)}`;

/** A near instant by its clock alone, another with its day: "14.35", "lördag 28 november 12.00". */
export function untilText(until: string, now: string, { locale, timeZone }: Reader): string {
  const sameDay = formatDay(until, locale, timeZone) === formatDay(now, locale, timeZone);
  return sameDay ? formatTime(until, locale, timeZone) : formatDateTime(until, locale, timeZone);
}

/** How far a class has come, in one word and a tone. */
export function stateOf(it: SchoolClass, now: string, reader: Reader) {
  const options = { locale: reader.locale };
  if (it.state === 'cancelled') return { tone: undefined, says: m.school_state_cancelled({}, options) };
  if (it.proposal) {
    const at = untilText(it.proposal.until, now, reader);
    return { tone: 'mine' as const, says: m.school_state_proposal({ at }, options) };
  }
  if (it.next === 'none') return { tone: 'ok' as const, says: m.school_state_done({}, options) };
  if (it.window) return { tone: 'info' as const, says: m.school_state_window({}, options) };
  return { tone: undefined, says: m.school_state_registered({}, options) };
}

export const pathOf = (
  { id }: Pick<SchoolClass, 'id'>,
  page?: 'plan' | 'split' | 'edit' | 'cancel',
): string => (page ? `/school/${id}/${page}` : `/school/${id}`);

/** What the teacher does next, with the page it is done on; nothing when all is done or too late. */
export function nextOf(it: SchoolClass, locale: Locale) {
  if (it.state === 'cancelled' || it.next === 'none' || it.changeable !== 'all') return undefined;
  const page = it.next === 'answer' || it.next === 'proposal' ? ('split' as const) : ('plan' as const);
  return {
    path: pathOf(it, page),
    left: leftWords[it.next]({}, { locale }),
    words: doWords[it.next]({}, { locale }),
  };
}

const metWords = [m.school_met_0, m.school_met_1, m.school_met_2, m.school_met_3];
const metTones = [undefined, 'info', 'info', 'ok'] as const;

/** Which of the wishes a visit meets. */
export const metText = (wish: number, locale: Locale): string =>
  (metWords[wish] ?? m.school_met_0)({}, { locale });
export const metTone = (wish: number) => metTones[wish];

const whyWords: Record<string, typeof m.school_why_full> = {
  closed: m.school_why_closed,
  too_big: m.school_why_too_big,
  share: m.school_why_share,
  full: m.school_why_full,
  no_time: m.school_why_no_time,
  enough: m.school_why_enough,
};

/** Why a wish is not met, to stand after the name of the station. */
export const whyText = (code: string, locale: Locale): string =>
  (whyWords[code] ?? m.school_why_other)({}, { locale });
