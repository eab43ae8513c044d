import { expect, test } from 'vitest';
import { dayToShow, highlights } from './highlights.ts';

const slot = (id: string, kind: string, hour: string, free = 5) => ({
  id: `${id}-${hour}`,
  startsAt: `2027-10-12T${hour}:00+02:00`,
  free,
  activity: { id, kind },
});

test('kinds take turns, an activity comes once, with its first slot that has room', () => {
  const slots = [
    slot('weld', 'try-it', '10:00', 0),
    slot('weld', 'try-it', '11:00'),
    slot('hair', 'try-it', '10:30'),
    slot('wall', 'try-it', '10:40'),
    slot('somali', 'guardian-meeting', '16:30', 0),
  ];
  expect(highlights(slots, 3).map(({ id }) => id)).toEqual(['hair-10:30', 'wall-10:40', 'somali-16:30']);
  expect(highlights(slots, 9).map(({ id }) => id)).toContain('weld-11:00');
  expect(highlights([], 3)).toEqual([]);
});

test('the day asked for, else today, else the first', () => {
  const days = [{ date: '2027-10-12' }, { date: '2027-10-13' }];
  expect(dayToShow(days, '2027-10-13', '2027-01-01')).toEqual({ date: '2027-10-13' });
  expect(dayToShow(days, 'nonsense', '2027-10-13')).toEqual({ date: '2027-10-13' });
  expect(dayToShow(days, null, '2027-01-01')).toEqual({ date: '2027-10-12' });
  expect(dayToShow([], null, '2027-01-01')).toBeUndefined();
});
