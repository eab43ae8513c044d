import { expect, it } from 'vitest';
import { happeningsOf, whyText } from './decisions.ts';
import type { Decision } from './decisions.ts';

const decision = (id: number, what: Decision['what'], it: Partial<Decision> = {}): Decision => ({
  id,
  at: '2027-01-10T09:00:00.000Z',
  what,
  booking: what === 'walked' ? null : '0198c000-0000-7000-8000-000000000000',
  reference: what === 'walked' ? null : '7K4M2QXZ',
  places: 2,
  free: null,
  time: null,
  stands: null,
  ...it,
});

it('puts what a walk found under it, in the order of the line, and the newest walk first', () => {
  const log = [
    decision(7, 'accepted'),
    decision(6, 'offered'),
    decision(5, 'passed_size'),
    decision(4, 'walked'),
    decision(3, 'walked'),
    decision(2, 'joined'),
  ];
  expect(happeningsOf(log).map(({ walk, steps }) => [walk?.id, ...steps.map(({ id }) => id)])).toEqual([
    [undefined, 7],
    [4, 5, 6],
    [3],
    [undefined, 2],
  ]);
});

it('keeps what a walk found when the walk itself is on the next page', () => {
  expect(happeningsOf([decision(6, 'offered'), decision(5, 'passed_size')])).toMatchObject([
    { walk: undefined, steps: [{ id: 5 }, { id: 6 }] },
  ]);
});

it.each<[string, Decision[], string]>([
  ['the last walk', [decision(3, 'passed_size', { stands: 'self', free: 1 })], 'Senast fanns 1 plats.'],
  ['its own time', [decision(3, 'passed_time', { stands: 'self', free: 1 })], 'samtidigt'],
  ['those before', [decision(3, 'offered', { stands: 'before' }), decision(2, 'walked')], 'stod före'],
  ['nothing', [decision(1, 'joined', { stands: 'self' })], 'Inga platser'],
])('says why by %s', (_, log, said) => {
  expect(whyText(log, 'sv')).toContain(said);
});
