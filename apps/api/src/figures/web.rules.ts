import type { Figure } from './figure.rules.ts';

const days = ['phase', 'day', 'day-number', 'fair-week'];

/** The figures of the pages, and the way from them to the fair. */
export const webFigures: readonly Figure[] = [
  {
    key: 'page-views',
    family: 'pageViews',
    value: 'views',
    unit: 'views',
    certainty: 'high',
    public: true,
    dimensions: ['locale', 'page', 'device', ...days, 'hour'],
    rests: [['views']],
  },
  {
    key: 'web-visits',
    family: 'webVisits',
    value: 'visits',
    unit: 'visits',
    certainty: 'medium',
    public: true,
    dimensions: ['locale', 'referrer', 'device', ...days],
    rests: [['visits']],
  },
  {
    key: 'funnel',
    family: 'funnel',
    value: 'number',
    unit: 'number',
    certainty: 'medium',
    public: false,
    dimensions: ['step', 'phase'],
    always: ['step'],
    apart: 'step',
    rests: [['number']],
  },
];
