import { percent } from './figure.rules.ts';
import type { Figure } from './figure.rules.ts';

/** The figures of letters. */
export const mailsFigures: readonly Figure[] = [
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
