import type { FamilyName } from './facts.sql.ts';

/** One figure: what it is called is in the texts as figure_<key>_name, _definition and _source. */
export interface Figure {
  readonly key: string;
  readonly family: FamilyName;
  /** SQL over the measures of the family; null when there is nothing to divide by. */
  readonly value: string;
  readonly unit: 'persons' | 'places' | 'share' | 'number' | 'views' | 'visits' | 'hours' | 'points';
  readonly certainty: 'high' | 'medium' | 'low';
  readonly public: boolean;
  readonly dimensions: readonly string[];
  /** Dimensions to cut by when none is asked for. */
  readonly always?: readonly string[];
  /** Only one value of a dimension; hidden together with the whole table it is taken from. */
  readonly within?: { readonly dimension: string; readonly value: string };
  /** Each value of this dimension is a table of its own (a question): it is always said which, and nothing adds up across. */
  readonly apart?: string;
  /** Dimensions without which the figure says nothing (the option of a share). */
  readonly needs?: readonly string[];
  /** SQL over measures: where it holds, the keys of `needs` are hidden all or none (a mean would give away which). */
  readonly together?: string;
  /** Labels of editions or years from which it is counted otherwise: no line is drawn across. */
  readonly breaks?: readonly string[];
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
