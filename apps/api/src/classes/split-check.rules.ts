import type {
  SplitAnswer,
  SplitClass,
  SplitGroup,
  SplitInput,
  SplitSettings,
  SplitSlot,
} from './split.types.ts';

export type SplitFault =
  | 'class_missing'
  | 'pupils_differ'
  | 'group_too_large'
  | 'group_empty'
  | 'number_twice'
  | 'too_many_visits'
  | 'unknown_slot'
  | 'outside_window'
  | 'activity_twice'
  | 'not_in_order'
  | 'no_time_to_walk'
  | 'two_groups_at_once'
  | 'share_exceeded'
  | 'slot_overfull';

interface Look {
  readonly of: SplitClass;
  readonly answer: SplitAnswer;
  readonly slots: ReadonlyMap<string, SplitSlot>;
  readonly settings: SplitSettings;
}

/** What is wrong with answers, found from the input alone and by nothing that made them. Empty when all is well. */
export function faultsIn(input: SplitInput, answers: readonly SplitAnswer[]): SplitFault[] {
  const slots = new Map(input.slots.map((slot) => [slot.id, slot]));
  const found = new Set<SplitFault>();
  for (const of of input.classes) {
    const answer = answers.find(({ classId }) => classId === of.id);
    if (!answer) found.add('class_missing');
    else for (const fault of inClass({ of, answer, slots, settings: input.settings })) found.add(fault);
  }
  const taken = answers.flatMap(({ groups }) => groups.flatMap(visitsWithSize));
  for (const { id, free } of input.slots) if (pupilsAt(taken, id) > free) found.add('slot_overfull');
  return [...found];
}

function* inClass(look: Look): Generator<SplitFault> {
  const { groups } = look.answer;
  const sizes = groups.map(({ size }) => size);
  if (sum(sizes) !== look.of.pupils) yield 'pupils_differ';
  if (new Set(groups.map(({ no }) => no)).size !== groups.length) yield 'number_twice';
  const ids = groups.flatMap(({ visits }) => visits);
  if (new Set(ids).size !== ids.length) yield 'two_groups_at_once';
  if (exceedsShare(look)) yield 'share_exceeded';
  for (const group of groups) yield* inGroup(look, group);
}

function* inGroup({ of, slots, settings }: Look, { size, visits }: SplitGroup): Generator<SplitFault> {
  if (size > Math.min(settings.groupSize, of.groupSize ?? Infinity)) yield 'group_too_large';
  if (!(size > 0)) yield 'group_empty';
  if (visits.length > of.visits) yield 'too_many_visits';
  const path = visits.flatMap((id) => slots.get(id) ?? []);
  if (path.length !== visits.length) yield 'unknown_slot';
  if (path.some(({ startsAt, endsAt }) => startsAt < of.from || endsAt > of.to)) yield 'outside_window';
  if (new Set(path.map(({ activityId }) => activityId)).size !== path.length) yield 'activity_twice';
  for (let at = 1; at < path.length; at += 1) {
    const [before, after] = [path[at - 1], path[at]];
    if (!before || !after) continue;
    if (after.startsAt < before.startsAt) yield 'not_in_order';
    else if (after.startsAt - before.endsAt < walkMs(before, after, settings)) yield 'no_time_to_walk';
  }
}

function walkMs(from: SplitSlot, to: SplitSlot, settings: SplitSettings): number {
  if (from.placeId === to.placeId && from.placeId !== null) return 0;
  if (from.hallId === to.hallId && from.hallId !== null) return settings.walkMinutes * 60_000;
  return settings.walkBetweenHallsMinutes * 60_000;
}

function exceedsShare({ of, answer, slots, settings }: Look): boolean {
  const within = [...slots.values()].filter((slot) => slot.startsAt >= of.from && slot.endsAt <= of.to);
  const taken = answer.groups.flatMap(visitsWithSize);
  return [...new Set(within.map(({ activityId }) => activityId))].some((activityId) => {
    const there = within.filter((slot) => slot.activityId === activityId);
    const pupils = sum(there.map(({ id }) => pupilsAt(taken, id)));
    return pupils > sum(there.map(({ places }) => places)) * settings.mostShare + 1e-6;
  });
}

interface Sized {
  readonly id: string;
  readonly size: number;
}

const visitsWithSize = ({ visits, size }: SplitGroup): Sized[] => visits.map((id) => ({ id, size }));
const pupilsAt = (taken: readonly Sized[], id: string): number =>
  sum(taken.filter((visit) => visit.id === id).map(({ size }) => size));
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
