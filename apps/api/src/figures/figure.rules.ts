import type { FamilyName } from './facts.sql.ts';

/** One figure: what it is called is in the texts as figure_<key>_name, _definition and _source. */
export interface Figure {
  readonly key: string;
  readonly family: FamilyName;
  /** SQL over the summed measures of the family; null when there is nothing to divide by. */
  readonly value: string;
  readonly unit: 'persons' | 'places' | 'share' | 'number' | 'views' | 'visits';
  readonly certainty: 'high' | 'medium' | 'low';
  readonly public: boolean;
  readonly dimensions: readonly string[];
  /** Dimensions to cut by when none is asked for. */
  readonly always?: readonly string[];
  /** Only one value of a dimension; hidden together with the whole table it is taken from. */
  readonly within?: { readonly dimension: string; readonly value: string };
  /**
   * The numbers of persons a cell rests on (SQL over measures), none of which may be small (I9). What the first hides
   * the second hides too: figures that add up to each other (booked = came + absent) are hidden so that none gives
   * another away.
   */
  readonly rests: readonly (readonly string[])[];
}

/** A part of a whole with two decimals; null when there is no whole. */
export const percent = (part: string, whole: string): string =>
  `round(${part}::numeric / nullif(${whole}, 0), 2)`;
