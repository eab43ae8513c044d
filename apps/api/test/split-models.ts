import { evenSizes } from '../src/classes/split-kept.rules.ts';
import type { SplitAnswer, SplitClass, SplitInput, SplitSlot } from '../src/classes/split.types.ts';

/** What one visit is worth: unwished, third, second and first wish. */
export type Worth = readonly [number, number, number, number];

interface Column {
  readonly name: string;
  readonly slot: SplitSlot;
  readonly of: SplitClass;
  readonly size: number;
  readonly worth: number;
}

interface Model {
  readonly columns: Column[];
  readonly rows: string[];
}

/** Weight of an activity among the wishes of a class. */
export const weightOf = ({ wishes }: SplitClass, activityId: string): 0 | 1 | 2 | 3 =>
  Math.max(0, ...wishes.filter((wish) => wish.activityId === activityId).map(({ weight }) => weight)) as 0;

/** Visits by weight: unwished, third, second, first wishes. */
export function visitsByWeight(
  { classes, slots }: SplitInput,
  answers: readonly SplitAnswer[],
): [number, number, number, number] {
  const activities = new Map(slots.map(({ id, activityId }) => [id, activityId]));
  const counts: [number, number, number, number] = [0, 0, 0, 0];
  for (const of of classes)
    for (const { visits } of answers.find(({ classId }) => classId === of.id)?.groups ?? [])
      for (const id of visits) counts[weightOf(of, activities.get(id) ?? '')] += 1;
  return counts;
}

export const total = (counts: Worth, worth: Worth): number =>
  counts.reduce((sum, count, at) => sum + count * (worth[at] ?? 0), 0);

const within = ({ from, to }: SplitClass, slots: readonly SplitSlot[]): SplitSlot[] =>
  slots.filter(({ startsAt, endsAt }) => startsAt >= from && endsAt <= to);

/** The exact problem of groups of even sizes in LP format: one binary for each group and slot. */
export function exactModel(input: SplitInput, worth: Worth): string {
  const model: Model = { columns: [], rows: [] };
  input.classes.forEach((of, c) => {
    const limit = Math.min(input.settings.groupSize, of.groupSize ?? Infinity, largest(of, input));
    const groups = evenSizes(of.pupils, limit).map((size, g) =>
      within(of, input.slots)
        .filter(({ free }) => free >= size)
        .map((slot, s) => column({ of, slot, size, worth, name: `x${c}_${g}_${s}` })),
    );
    for (const group of groups) groupRows(model, group, input);
    classRows(model, groups.flat(), input);
    model.columns.push(...groups.flat());
  });
  slotRows(model, input);
  return text(model, `Binary\n${model.columns.map(({ name }) => name).join('\n')}`);
}

const largest = (of: SplitClass, { slots, settings }: SplitInput): number =>
  Math.max(...within(of, slots).map(({ places }) => places)) || settings.groupSize;

/** At most one group of a class at a time and its share of a station. */
function classRows(model: Model, columns: readonly Column[], input: SplitInput): void {
  for (const at of Object.values(Object.groupBy(columns, ({ slot }) => slot.id))) atMost(model, at ?? [], 1);
  shareRows(model, columns, input);
}

function shareRows(model: Model, columns: readonly Column[], { slots, settings }: SplitInput): void {
  for (const there of Object.values(Object.groupBy(columns, ({ slot }) => slot.activityId))) {
    const [first] = there ?? [];
    if (!there || !first) continue;
    const all = within(first.of, slots).filter(({ activityId }) => activityId === first.slot.activityId);
    const places = all.reduce((sum, slot) => sum + slot.places, 0);
    atMost(model, there, Math.floor(places * settings.mostShare + 1e-9), ({ size }) => size);
  }
}

function groupRows(model: Model, columns: readonly Column[], { settings }: SplitInput): void {
  const [first] = columns;
  if (!first) return;
  atMost(model, columns, first.of.visits);
  columns.forEach((a, at) => {
    for (const b of columns.slice(at + 1)) {
      const near = a.slot.hallId !== null && a.slot.hallId === b.slot.hallId;
      const apart = near ? settings.walkMinutes : settings.walkBetweenHallsMinutes;
      const walk = a.slot.placeId !== null && a.slot.placeId === b.slot.placeId ? 0 : apart * 60_000;
      const together = a.slot.startsAt - b.slot.endsAt < walk && b.slot.startsAt - a.slot.endsAt < walk;
      if (together || a.slot.activityId === b.slot.activityId) atMost(model, [a, b], 1);
    }
  });
}

function slotRows(model: Model, { slots }: SplitInput): void {
  const bySlot = Object.groupBy(model.columns, ({ slot }) => slot.id);
  for (const { id, free } of slots) atMost(model, bySlot[id] ?? [], free, ({ size }) => size);
}

/**
 * A bound that no answer can pass, in LP format: each class as a whole, with fractions of groups of its
 * smallest size. The rows about how many groups of more than a half or a third fit make it closer.
 */
export function boundModel(input: SplitInput, worth: Worth): string {
  const model: Model = { columns: [], rows: [] };
  input.classes.forEach((of, c) => {
    const sizes = evenSizes(of.pupils, Math.min(input.settings.groupSize, of.groupSize ?? Infinity));
    const size = Math.min(...sizes);
    const columns = within(of, input.slots).map((slot, s) =>
      column({ of, slot, size, worth, name: `y${c}_${s}` }),
    );
    atMost(model, columns, sizes.length * of.visits);
    const byActivity = Object.groupBy(columns, ({ slot }) => slot.activityId);
    for (const there of Object.values(byActivity)) atMost(model, there ?? [], sizes.length);
    shareRows(model, columns, input);
    const walk = input.settings.walkMinutes * 60_000;
    for (const time of new Set(columns.map(({ slot }) => slot.startsAt)))
      atMost(
        model,
        columns.filter(({ slot }) => slot.startsAt <= time && time < slot.endsAt + walk),
        sizes.length,
      );
    model.columns.push(...columns);
  });
  slotRows(model, input);
  const bySlot = Object.groupBy(model.columns, ({ slot }) => slot.id);
  for (const { id, free } of input.slots)
    for (const parts of [1, 2]) {
      const big = (bySlot[id] ?? []).filter(({ size }) => size > free / (parts + 1));
      atMost(model, big, parts);
    }
  return text(model, `Bounds\n${model.columns.map(({ name }) => `0 <= ${name} <= 1`).join('\n')}`);
}

const column = ({ worth, ...of }: Omit<Column, 'worth'> & { worth: Worth }): Column => ({
  ...of,
  worth: worth[weightOf(of.of, of.slot.activityId)],
});

function atMost(
  { rows }: Model,
  columns: readonly Column[],
  most: number,
  size: (column: Column) => number = () => 1,
): void {
  if (columns.length) rows.push(`${columns.map((one) => `${size(one)} ${one.name}`).join(' + ')} <= ${most}`);
}

const text = ({ columns, rows }: Model, end: string): string =>
  [
    'Maximize',
    `obj: ${columns.map(({ name, worth }) => `${worth} ${name}`).join(' + ') || '0 none'}`,
    'Subject To',
    ...rows.map((row, at) => `r${at}: ${row}`),
    end,
    'End',
  ].join('\n');
