import { formatNumber, m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import { percentOf } from './readings.ts';
import type { Reading } from './readings.ts';

type Amount = (inputs: { count: number; value: string }, options: { locale: Locale }) => string;

export interface Said {
  /** What the figure is called, for when there is no number to say. */
  readonly name: string;
  readonly now: Reading;
  /** Undefined when there is no earlier edition at all. */
  readonly before: Reading | undefined;
  /** The year compared with. */
  readonly year: string;
}

export type Direction = 'more' | 'fewer' | 'equal';

/** Undefined where one of the two is not a number. */
export function directionOf(now: Reading, before: Reading | undefined): Direction | undefined {
  if (typeof now !== 'number' || typeof before !== 'number') return undefined;
  if (now === before) return 'equal';
  return now > before ? 'more' : 'fewer';
}

const counted = { more: m.organise_eval_more, fewer: m.organise_eval_fewer, equal: m.organise_eval_equal };
const points = {
  more: m.organise_eval_points_more,
  fewer: m.organise_eval_points_fewer,
  equal: m.organise_eval_points_equal,
};
const web = {
  more: m.organise_eval_web_more,
  fewer: m.organise_eval_web_fewer,
  equal: m.organise_eval_web_equal,
};

/** "23 041 besök, 4 012 fler än 2024." What is hidden or missing is said, never passed over. */
export function countSentence(said: Said, amount: Amount, locale: Locale): string {
  const { now, name } = said;
  if (typeof now !== 'number') return absent(name, now, locale);
  const value = now === 0 ? m.organise_eval_none_word({}, { locale }) : formatNumber(now, locale);
  return compared(said, amount({ count: now, value }, { locale }), counted, locale);
}

/** "66 procent av platserna användes, 9 procentenheter mer än 2024." */
export function shareSentence(said: Said, amount: (of: { value: string }) => string, locale: Locale): string {
  const now = percentOf(said.now);
  if (typeof now !== 'number') return absent(said.name, now, locale);
  const before = said.before === undefined ? undefined : percentOf(said.before);
  return compared({ ...said, now, before }, amount({ value: formatNumber(now, locale) }), points, locale);
}

/** "Sidvisningarna ökade med 25 procent, till 412 500." */
export function webSentence(said: Said, amount: Amount, locale: Locale): string {
  const { now, before, year } = said;
  if (typeof now !== 'number' || typeof before !== 'number' || before === 0)
    return countSentence(said, amount, locale);
  const percent = Math.round(((now - before) / before) * 100);
  const words = { value: formatNumber(now, locale), percent: formatNumber(Math.abs(percent), locale), year };
  return web[directionOf(percent, 0) ?? 'equal'](words, { locale });
}

function absent(name: string, now: 'hidden' | 'missing', locale: Locale): string {
  const say = now === 'hidden' ? m.organise_eval_now_hidden : m.organise_eval_now_missing;
  return say({ name }, { locale });
}

function compared(
  { now, before, year }: Said,
  amount: string,
  words: typeof counted | typeof points,
  locale: Locale,
): string {
  if (before === undefined) return m.organise_eval_plain({ amount }, { locale });
  if (before === 'hidden') return m.organise_eval_before_hidden({ amount, year }, { locale });
  if (before === 'missing' || typeof now !== 'number')
    return m.organise_eval_before_missing({ amount, year }, { locale });
  const change = formatNumber(Math.abs(now - before), locale);
  return words[directionOf(now, before) ?? 'equal']({ amount, change, year }, { locale });
}

type Lead = (inputs: Record<string, never>, options: { locale: Locale }) => string;
const leads: Record<'visitors' | 'tried' | 'guardians', Record<Direction, Lead>> = {
  visitors: {
    more: m.organise_eval_lead_visitors_more,
    fewer: m.organise_eval_lead_visitors_fewer,
    equal: m.organise_eval_lead_visitors_equal,
  },
  tried: {
    more: m.organise_eval_lead_tried_more,
    fewer: m.organise_eval_lead_tried_fewer,
    equal: m.organise_eval_lead_tried_equal,
  },
  guardians: {
    more: m.organise_eval_lead_guardians_more,
    fewer: m.organise_eval_lead_guardians_fewer,
    equal: m.organise_eval_lead_guardians_equal,
  },
};

export type Leading = Pick<Said, 'now' | 'before'> & { readonly of: 'visitors' | 'tried' | 'guardians' };

/** The report in a few words: what went up and what went down. Only what both years have counted. */
export function leadSentence(said: readonly Leading[], locale: Locale): string {
  const words = said.flatMap(({ of, now, before }) => {
    const direction = directionOf(now, before);
    return direction ? [leads[of][direction]({}, { locale })] : [];
  });
  return words.length > 0 ? words.join(' ') : m.organise_eval_lead_none({}, { locale });
}

/** "13 av 15 stationer fyllde minst hälften av sina platser", from whole per cents. */
export function standFinding(shares: readonly Reading[], locale: Locale): string {
  const known = shares.filter((it) => typeof it === 'number');
  if (known.length === 0) return m.organise_eval_chart_nothing({}, { locale });
  const count = known.filter((it) => it >= 50).length;
  const total = formatNumber(known.length, locale);
  if (count === known.length) return m.organise_eval_chart_stand_all({ total }, { locale });
  if (count === 0) return m.organise_eval_chart_stand_none({ total }, { locale });
  return m.organise_eval_chart_stand({ count: formatNumber(count, locale), total }, { locale });
}

/** "+164", "−12": with a true minus sign. */
export function signed(value: number, locale: Locale): string {
  const size = formatNumber(Math.abs(value), locale);
  if (value === 0) return size;
  return value > 0 ? `+${size}` : `\u2212${size}`;
}
