import { expect, it } from 'vitest';
import { passedAt, typed } from './door.rules.ts';

it.each(['7K3M9QXA', '7k3m9qxa', 'GD-7K3M-9QXA', 'gd 7k3m 9qxa', '7K3M–9QXA'])(
  'reads %s as a reference',
  (text) => {
    expect(typed(text)).toEqual({ reference: '7K3M9QXA' });
  },
);

it('reads letters that look like digits as Crockford says', () => {
  expect(typed('oO1l-ILAB')).toEqual({ reference: '001111AB' });
});

it.each(['', '7K3M', '7K3M9QXU', "' OR 1=1 --", 'ABCDEFGHJKMNPQ'])('does not read %j', (text) => {
  expect(typed(text)).toEqual({ unreadable: true });
});

it('believes a clock up to ten minutes ahead', () => {
  const now = new Date('2026-10-13T10:00:00Z');
  expect(passedAt('2026-10-13T10:10:00Z', now)).toEqual(new Date('2026-10-13T10:10:00Z'));
  expect(passedAt('2026-10-13T10:10:01Z', now)).toEqual(now);
  expect(passedAt('2026-10-13T07:00:00+02:00', now)).toEqual(new Date('2026-10-13T05:00:00Z'));
});
