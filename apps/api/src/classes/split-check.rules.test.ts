import { describe, expect, it } from 'vitest';
import { faultsIn } from './split-check.rules.ts';
import type { SplitFault } from './split-check.rules.ts';
import type { SplitAnswer, SplitGroup, SplitInput, SplitSlot } from './split.types.ts';

const minute = 60_000;
const slot = (id: string, starts: number, about: Partial<SplitSlot> = {}): SplitSlot => ({
  id,
  activityId: id.charAt(0),
  placeId: id.charAt(0),
  hallId: 'hall',
  startsAt: starts * minute,
  endsAt: (starts + 20) * minute,
  places: 8,
  free: 8,
  ...about,
});
const input: SplitInput = {
  slots: [
    slot('a1', 0),
    slot('a2', 40),
    slot('b1', 20),
    slot('b2', 40),
    slot('c1', 50, { hallId: 'other' }),
    slot('d1', 200),
    slot('e1', 0, { free: 5 }),
  ],
  classes: [{ id: 'x', pupils: 12, from: 0, to: 100 * minute, visits: 2, wishes: [], kept: [] }],
  settings: { groupSize: 6, walkMinutes: 5, walkBetweenHallsMinutes: 15, mostShare: 0.75 },
};
const group = (no: number, size: number, ...visits: string[]): SplitGroup => ({ no, size, visits });
const answer = (...groups: SplitGroup[]): SplitAnswer[] => [{ classId: 'x', groups, reasons: [], score: 0 }];

describe('faults in a split', () => {
  it('are none where all is well', () => {
    expect(faultsIn(input, answer(group(1, 6, 'a1', 'b2'), group(2, 6, 'b1')))).toEqual([]);
  });

  it.each<[SplitFault, SplitAnswer[]]>([
    ['class_missing', []],
    ['pupils_differ', answer(group(1, 6), group(2, 5))],
    ['group_too_large', answer(group(1, 7), group(2, 5))],
    ['group_empty', answer(group(1, 6), group(2, 6), group(3, 0))],
    ['number_twice', answer(group(1, 6), group(1, 6))],
    ['too_many_visits', answer(group(1, 6, 'a1', 'b2', 'c1'), group(2, 6))],
    ['unknown_slot', answer(group(1, 6, 'z1'), group(2, 6))],
    ['outside_window', answer(group(1, 6, 'd1'), group(2, 6))],
    ['activity_twice', answer(group(1, 6, 'a1', 'a2'), group(2, 6))],
    ['not_in_order', answer(group(1, 6, 'b2', 'a1'), group(2, 6))],
    ['no_time_to_walk', answer(group(1, 6, 'a1', 'b1'), group(2, 6))],
    ['no_time_to_walk', answer(group(1, 6, 'b1', 'c1'), group(2, 6))],
    ['two_groups_at_once', answer(group(1, 4, 'a1'), group(2, 4, 'a1'), group(3, 4))],
    ['share_exceeded', answer(group(1, 6, 'c1'), group(2, 2, 'a1'), group(3, 4, 'c1'))],
    ['slot_overfull', answer(group(1, 6, 'e1'), group(2, 6))],
  ])('%s', (fault, answers) => {
    expect(faultsIn(input, answers)).toContain(fault);
  });
});
