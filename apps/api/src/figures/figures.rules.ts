import { answersFigures } from './answers.rules.ts';
import { exhibitorsFigures } from './exhibitors.rules.ts';
import type { FamilyName } from './facts.sql.ts';
import type { Figure } from './figure.rules.ts';
import { mailsFigures } from './mails.rules.ts';
import { placesFigures } from './places.rules.ts';
import { visitorsFigures } from './visitors.rules.ts';
import { webFigures } from './web.rules.ts';

export type { Figure } from './figure.rules.ts';

/** All figures there are, in the order they are listed. */
export const figures: readonly Figure[] = [
  ...visitorsFigures,
  ...placesFigures,
  ...exhibitorsFigures,
  ...webFigures,
  ...answersFigures,
  ...mailsFigures,
];

/** One value of one dimension. */
export interface Only {
  readonly dimension: string;
  readonly value: string;
}

/** A figure cut by dimensions, perhaps for one value of another alone: a part of the larger table, hidden as there. */
export interface Cut {
  readonly figure: Figure;
  readonly by: readonly string[];
  readonly only?: Only | undefined;
}

/** Persons are hidden so that two dimensions cannot be solved; a dimension that stands apart is not one of them. */
const most = 2;

/**
 * The cut by the dimensions in `by` (comma separated) for the value in `one` (`dimension:value`), or undefined when the
 * figure cannot be cut that way.
 */
export function cutOf(figure: Figure, by: string | undefined, one?: string): Cut | undefined {
  const only = one === undefined ? undefined : onlyOf(one);
  const standing = (figure.always ?? []).filter((it) => it !== only?.dimension);
  const dimensions = by ? by.split(',').map((it) => it.trim()) : standing;
  const cut = { figure, by: dimensions, ...(only && { only }) };
  const all = only ? [only.dimension, ...dimensions] : dimensions;
  const known = all.every((it) => figure.dimensions.includes(it));
  const once = new Set(all.map((it) => it.replace('-number', ''))).size === all.length;
  const said = (figure.needs ?? []).every((it) => dimensions.includes(it));
  const apart = figure.apart === undefined || all.includes(figure.apart);
  return known && once && said && apart && tableOf(cut).length <= most ? cut : undefined;
}

function onlyOf(one: string): Only {
  const at = one.indexOf(':');
  return { dimension: one.slice(0, at), value: one.slice(at + 1) };
}

/** What holds of all that is shown in a cut, as values of the first dimensions of its table. */
export const onlyIn = ({ figure, only }: Cut): Only[] =>
  [figure.within, only].flatMap((it) => it ?? []).filter((it) => it.dimension !== figure.apart);

/** The dimensions of the table a cut is taken from: what it is a part of first. */
export const tableOf = (cut: Cut): string[] => [
  ...onlyIn(cut).map((it) => it.dimension),
  ...cut.by.filter((it) => it !== cut.figure.apart),
];

/** All dimensions that the facts of a cut are summed by: what stands apart, then the table. */
export const dimensionsOf = (cut: Cut): string[] => [
  ...(cut.figure.apart ? [cut.figure.apart] : []),
  ...tableOf(cut),
];

export const figureWithKey = (key: string): Figure | undefined => figures.find((it) => it.key === key);

/** Every table that a figure of this family may be cut by, as its dimensions: what has to be kept to answer later. */
export function cutsToKeep(family: FamilyName): string[][] {
  const cuts = figures.filter((it) => it.family === family).flatMap(cutsIn);
  return [...new Map(cuts.map((it) => [it.toSorted().join(), it])).values()];
}

/** All cuts of a figure without a value of its own. */
export function cutsOf(figure: Figure): Cut[] {
  const { dimensions } = figure;
  const pairs = dimensions.flatMap((a, at) => dimensions.slice(at + 1).map((b) => [a, b]));
  const with_ = [...(figure.needs ?? []), ...(figure.apart ? [figure.apart] : [])];
  const triples = with_.length > 0 ? dimensions.map((it) => [...with_, it]) : [];
  const all = [[], ...dimensions.map((it) => [it]), ...pairs, ...triples];
  return all.flatMap((by) => cutOf(figure, by.join()) ?? []);
}

const cutsIn = (figure: Figure): string[][] => cutsOf(figure).map(dimensionsOf);
