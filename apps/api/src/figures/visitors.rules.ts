import { percent } from './figure.rules.ts';
import type { Figure } from './figure.rules.ts';

const ofVisitors = {
  family: 'visitors',
  value: 'persons',
  unit: 'persons',
  certainty: 'high',
  public: true,
  rests: [['persons']],
} as const;

/** The figures of who came in. */
export const visitorsFigures: readonly Figure[] = [
  {
    ...ofVisitors,
    key: 'visitors',
    dimensions: ['day', 'day-number', 'hour', 'door', 'municipality', 'audience'],
  },
  {
    ...ofVisitors,
    key: 'class-visitors',
    dimensions: ['municipality', 'day', 'day-number', 'grade', 'school'],
    within: { dimension: 'audience', value: 'class' },
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
    key: 'reach-share',
    family: 'reachShare',
    value: percent('came', 'pupils'),
    unit: 'share',
    certainty: 'medium',
    public: false,
    dimensions: ['municipality'],
    rests: [['came', 'GREATEST(pupils - came, 0)']],
  },
];
