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

const ofVisitors = {
  family: 'visitors',
  value: 'persons',
  unit: 'persons',
  certainty: 'high',
  public: true,
  rests: [['persons']],
} as const;

const ofPlaces = { family: 'places', unit: 'places', certainty: 'medium', public: false } as const;
const cameAlone = ['came'];
const cameAndAll = [cameAlone, ['booked', 'came', 'absent', 'unrecorded']];
const slotDimensions = ['kind', 'day', 'day-number', 'language'];
const percent = (part: string, whole: string) => `round(${part}::numeric / nullif(${whole}, 0), 2)`;

/** All figures there are, in the order they are listed. */
export const figures: readonly Figure[] = [
  { ...ofVisitors, key: 'visitors', dimensions: ['day', 'day-number', 'hour', 'municipality', 'audience'] },
  {
    ...ofVisitors,
    key: 'class-visitors',
    dimensions: ['municipality', 'day', 'day-number'],
    within: { dimension: 'audience', value: 'class' },
  },
  { ...ofPlaces, key: 'booked', value: 'booked', dimensions: slotDimensions, rests: cameAndAll },
  { ...ofPlaces, key: 'came', value: 'came', dimensions: slotDimensions, rests: [cameAlone] },
  { ...ofPlaces, key: 'no-shows', value: 'absent', dimensions: slotDimensions, rests: cameAndAll },
  {
    ...ofPlaces,
    key: 'slot-use',
    value: percent('came', 'capacity'),
    unit: 'share',
    dimensions: ['kind', 'station', 'day', 'day-number', 'language'],
    rests: [cameAlone],
  },
  {
    ...ofPlaces,
    key: 'guardians-reached',
    value: 'came',
    unit: 'persons',
    public: true,
    dimensions: ['language', 'municipality', 'day', 'day-number'],
    within: { dimension: 'kind', value: 'guardian-meeting' },
    rests: [cameAlone],
  },
  {
    key: 'reach',
    family: 'reach',
    value: 'number',
    unit: 'number',
    certainty: 'high',
    public: true,
    dimensions: ['of'],
    always: ['of'],
    rests: [['persons']],
  },
  {
    key: 'unmet-demand',
    family: 'wishes',
    value: 'unmet',
    unit: 'places',
    certainty: 'medium',
    public: false,
    dimensions: ['kind', 'language'],
    rests: [['unmet']],
  },
  {
    key: 'exhibitors',
    family: 'exhibitors',
    value: 'number',
    unit: 'number',
    certainty: 'high',
    public: true,
    dimensions: ['kind'],
    rests: [[]],
  },
  {
    key: 'programmes-shown',
    family: 'programmes',
    value: 'number',
    unit: 'number',
    certainty: 'high',
    public: true,
    dimensions: [],
    rests: [[]],
  },
  {
    key: 'page-views',
    family: 'pageViews',
    value: 'views',
    unit: 'views',
    certainty: 'high',
    public: true,
    dimensions: ['locale', 'phase'],
    rests: [['views']],
  },
  {
    key: 'web-visits',
    family: 'webVisits',
    value: 'visits',
    unit: 'visits',
    certainty: 'medium',
    public: true,
    dimensions: ['locale', 'day'],
    rests: [['visits']],
  },
  {
    key: 'response-rate',
    family: 'answers',
    value: percent('answered', 'invited'),
    unit: 'share',
    certainty: 'high',
    public: false,
    dimensions: ['audience'],
    rests: [['invited', 'answered', 'GREATEST(invited - answered, 0)']],
  },
  {
    key: 'mail-reached',
    family: 'mails',
    value: percent('sent', 'addressed'),
    unit: 'share',
    certainty: 'medium',
    public: false,
    dimensions: ['kind'],
    rests: [['addressed']],
  },
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
