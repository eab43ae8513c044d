import { percent } from './figure.rules.ts';
import type { Figure } from './figure.rules.ts';

/** The figures of surveys. */
export const answersFigures: readonly Figure[] = [
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
];
