import { answersFigures } from './answers.rules.ts';
import { exhibitorsFigures } from './exhibitors.rules.ts';
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

/** A figure cut by at most two dimensions, or by one when it is itself one value of a dimension. */
export interface Cut {
  readonly figure: Figure;
  readonly by: readonly string[];
}

/** The dimensions in `by` (comma separated), or undefined when the figure cannot be cut that way. */
export function cutOf(figure: Figure, by: string | undefined): Cut | undefined {
  const dimensions = by ? by.split(',').map((it) => it.trim()) : (figure.always ?? []);
  const most = figure.within ? 1 : 2;
  const known = dimensions.every((it) => figure.dimensions.includes(it));
  const once = new Set(dimensions.map((it) => it.replace('-number', ''))).size === dimensions.length;
  return known && once && dimensions.length <= most ? { figure, by: dimensions } : undefined;
}

export const figureWithKey = (key: string): Figure | undefined => figures.find((it) => it.key === key);
