import type { Figure } from './figure.rules.ts';

/** The figures of the pages. */
export const webFigures: readonly Figure[] = [
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
];
