import type { Figure } from './figure.rules.ts';

/** The figures of who exhibits and what they show. */
export const exhibitorsFigures: readonly Figure[] = [
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
];
