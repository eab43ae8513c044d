import { placed } from '@vagval/contract';
import type { Aspect, Placeholder } from '@vagval/contract';
import { formatNumber, m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import { differenceOf, percentOf } from './readings.ts';
import type { Evaluation, Reading } from './readings.ts';
import { saidOf } from './report.ts';
import { countSentence, directionOf, shareSentence, webSentence } from './sentences.ts';
import type { Said } from './sentences.ts';

type Words = (inputs: Record<string, never>, options: { locale: Locale }) => string;
const messages = m as unknown as Partial<Record<string, Words>>;

/** What a figure is called in the list to choose from. */
export const placedName = (name: string, locale: Locale): string =>
  messages[`evaluation_placed_${name.replaceAll('-', '_')}`]?.({}, { locale }) ?? name;

/** Words, or the mark of something hidden or missing. */
export type Put = { text: string } | { mark: 'hidden' | 'missing' };

/** What stands in the words where a placeholder is. */
export function putIn(report: Evaluation, { placed: at, name, aspect }: Placeholder, locale: Locale): Put {
  const said = { ...saidOf(report, at.figure, { ...at.at }), name: placedName(name, locale) };
  const isShare = unitOf(report, at.figure) === 'share';
  if (aspect === 'sentence') return { text: sentenceOf(said, name, { isShare, locale }) };
  if (aspect === 'number') return amountOf(said.now, isShare, locale);
  const before = said.before ?? 'missing';
  if (aspect === 'before') return amountOf(before, isShare, locale);
  return aspect === 'change' ? changeOf(said, isShare, locale) : percentChange(said, locale);
}

const unitOf = (report: Evaluation, key: string): string | undefined =>
  report.figures.find(({ figure }) => figure.key === key)?.figure.unit;

function amountOf(reading: Reading, isShare: boolean, locale: Locale): Put {
  if (typeof reading !== 'number') return { mark: reading };
  if (!isShare) return { text: formatNumber(reading, locale) };
  return { text: m.evaluation_percent({ value: formatNumber(reading * 100, locale) }, { locale }) };
}

const counts = {
  more: m.evaluation_change_more,
  fewer: m.evaluation_change_fewer,
  equal: m.evaluation_change_equal,
};
const points = {
  more: m.evaluation_change_points_more,
  fewer: m.evaluation_change_points_fewer,
  equal: m.evaluation_change_points_equal,
};

function changeOf({ now, before, year }: Said, isShare: boolean, locale: Locale): Put {
  const [to, from] = isShare ? [percentOf(now), percentOf(before ?? 'missing')] : [now, before ?? 'missing'];
  const difference = differenceOf(to, from);
  if (typeof difference !== 'number') return { mark: difference };
  const change = formatNumber(Math.abs(difference), locale);
  return {
    text: (isShare ? points : counts)[directionOf(to, from) ?? 'equal']({ change, year }, { locale }),
  };
}

function percentChange({ now, before = 'missing' }: Said, locale: Locale): Put {
  const difference = differenceOf(now, before);
  if (typeof difference !== 'number') return { mark: difference };
  if (typeof before !== 'number' || before === 0) return { mark: 'missing' };
  const percent = Math.round((difference / before) * 100);
  const value = formatNumber(Math.abs(percent), locale);
  if (percent === 0) return { text: m.evaluation_percent_same({}, { locale }) };
  return { text: (percent > 0 ? m.evaluation_percent_up : m.evaluation_percent_down)({ value }, { locale }) };
}

const amounts: Record<string, Parameters<typeof countSentence>[1]> = {
  exhibitors: m.organise_eval_amount_exhibitors,
  programmes: m.organise_eval_amount_programmes,
  guardians: m.organise_eval_amount_guardians,
  'guardians-waiting': m.organise_eval_amount_unmet,
  'web-visits': m.organise_eval_amount_web_visits,
  visitors: m.organise_eval_amount_visitors,
  'with-class': m.organise_eval_amount_class,
  tried: m.organise_eval_amount_tried,
  'stand-waiting': m.organise_eval_amount_unmet,
};

function sentenceOf(said: Said, name: string, { isShare, locale }: { isShare: boolean; locale: Locale }) {
  if (name === 'page-views') return webSentence(said, m.organise_eval_amount_page_views, locale);
  if (name === 'use')
    return shareSentence(said, (of) => m.organise_eval_amount_slot_use(of, { locale }), locale);
  if (isShare)
    return shareSentence(
      said,
      ({ value }) => m.evaluation_amount_answered({ name: said.name, value }, { locale }),
      locale,
    );
  const plain: Parameters<typeof countSentence>[1] = ({ value }, options) =>
    m.evaluation_amount_plain({ name: said.name, value }, options);
  return countSentence(said, amounts[name] ?? plain, locale);
}

/** The figures that can be put into words and have a number or are hidden; what nobody counted is left out. */
export function placeable(report: Evaluation): string[] {
  return Object.entries(placed)
    .filter(([, { figure, at }]) => saidOf(report, figure, { ...at }).now !== 'missing')
    .map(([name]) => name);
}

export const markup = (name: string, aspect: Aspect): string =>
  aspect === 'number' ? `{{${name}}}` : `{{${name}.${aspect}}}`;
