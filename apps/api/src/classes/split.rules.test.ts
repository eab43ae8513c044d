import { setTimeout as after } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shuffled, smallCase, wholeFair } from '../../test/split-cases.ts';
import { boundModel, exactModel, total, visitsByWeight } from '../../test/split-models.ts';
import { openSolver } from '../../test/split-solver.ts';
import { faultsIn } from './split-check.rules.ts';
import { splitClasses } from './split.rules.ts';
import type { SplitAnswer, SplitInput, SplitProgress } from './split.types.ts';

const best = await openSolver();
const worth = [1, 1e2, 1e4, 1e6] as const;
const seeds = fc.nat().map((seed) => `case ${seed}`);
const fixed = { seed: 20270102, numRuns: 250 };

async function checked(input: SplitInput): Promise<SplitAnswer[]> {
  const answers = await splitClasses(input);
  expect(faultsIn(input, answers)).toEqual([]);
  return answers;
}

/** The same classes asked again with the groups they were given. */
const again = (input: SplitInput, answers: readonly SplitAnswer[]): SplitInput => ({
  ...input,
  classes: input.classes.map((one) => ({
    ...one,
    kept: answers.find(({ classId }) => classId === one.id)?.groups ?? [],
  })),
});

const visitsOf = (answer: SplitAnswer | undefined): string[] =>
  (answer?.groups ?? []).flatMap(({ no, visits }) => visits.map((id) => `${no} ${id}`));

describe('small cases against the exact optimum', () => {
  it('is nearly as good on average, and most often as good', { timeout: 120_000 }, async () => {
    const ratios: number[] = [];
    for (const seed of fc.sample(seeds, fixed)) {
      const input = smallCase(seed);
      const counts = visitsByWeight(input, await checked(input));
      const optimum = Math.round(best(exactModel(input, worth)));
      expect(total(counts, worth)).toBeLessThanOrEqual(optimum);
      ratios.push(optimum ? total(counts, worth) / optimum : 1);
    }
    const mean = ratios.reduce((sum, one) => sum + one, 0) / ratios.length;
    const exact = ratios.filter((one) => one === 1).length / ratios.length;
    console.info(
      `mean ${mean.toFixed(4)}, worst ${Math.min(...ratios).toFixed(4)}, exact ${exact.toFixed(3)}`,
    );
    expect(mean).toBeGreaterThan(0.97);
    expect(exact).toBeGreaterThan(0.8);
  });
});

describe('any case', () => {
  it('answers the same in whatever order its lists come', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, fc.string(), async (seed, order) => {
        const input = smallCase(seed);
        expect(await splitClasses(shuffled(input, order))).toEqual(await splitClasses(input));
      }),
      fixed,
    );
  });

  it('gives back what it was given to keep', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const input = smallCase(seed);
        const answers = await splitClasses(input);
        const kept = again(input, answers);
        const second = await checked(kept);
        for (const [at, answer] of answers.entries())
          expect(visitsOf(second[at])).toEqual(expect.arrayContaining(visitsOf(answer)));
      }),
      fixed,
    );
  });

  it('moves nobody when one class is one to three more or fewer', async () => {
    const change = fc.constantFrom(-3, -2, -1, 1, 2, 3);
    await fc.assert(
      fc.asyncProperty(seeds, change, async (seed, more) => {
        const input = smallCase(seed);
        const answers = await splitClasses(input);
        const { classes, ...rest } = again(input, answers);
        const [first, ...others] = classes;
        if (!first || first.pupils + more < 1) return;
        const pupils = first.pupils + more;
        const second = await checked({ ...rest, classes: [{ ...first, pupils }, ...others] });
        const most = pupils === 1 ? 1 : Math.floor(pupils / 2);
        const mustGo = Math.max(0, first.kept.length - most);
        const staying = answers.map((answer) => {
          const now = second.find(({ classId }) => classId === answer.classId);
          const groups = answer.groups.filter(({ no }) => now?.groups.some((group) => group.no === no));
          const gone = answer.groups.length - groups.length;
          expect(gone).toBe(answer.classId === first.id ? mustGo : 0);
          return { was: visitsOf({ ...answer, groups }), is: visitsOf(now) };
        });
        for (const { was, is } of staying) expect(is).toEqual(expect.arrayContaining(was));
      }),
      fixed,
    );
  });

  it('says of every group and wish what became of it', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const input = smallCase(seed);
        for (const { classId, groups, reasons, score } of await splitClasses(input)) {
          const wishes = input.classes.find(({ id }) => id === classId)?.wishes ?? [];
          for (const { activityId, weight } of wishes) {
            const told = reasons.filter((one) => one.activityId === activityId && one.weight === weight);
            expect(told.reduce((sum, one) => sum + one.groups, 0)).toBe(groups.length);
            const given = told.find(({ cause }) => cause === 'given')?.groups ?? 0;
            const there = input.slots.filter((slot) => slot.activityId === activityId);
            expect(given).toBe(
              groups.filter(({ visits }) => there.some(({ id }) => visits.includes(id))).length,
            );
          }
          const idle = reasons.filter((one) => one.activityId === null);
          const without = groups.filter(({ visits }) => !visits.length).length;
          expect(idle.reduce((sum, one) => sum + one.groups, 0)).toBe(without);
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
      fixed,
    );
  });
});

describe('odd sizes', () => {
  const sizes = async (pupils: number, groupSize = 8): Promise<number[]> => {
    const [one] = wholeFair(1).classes;
    if (!one) throw new Error('The fair has a class.');
    const input = { ...wholeFair(0), classes: [{ ...one, pupils, groupSize }] };
    return (await checked(input))[0]?.groups.map(({ size }) => size) ?? [];
  };

  it.each([
    [0, 8, []],
    [1, 8, [1]],
    [3, 8, [3]],
    [25, 8, [7, 6, 6, 6]],
    [60, 8, [8, 8, 8, 8, 7, 7, 7, 7]],
    [10, 4, [4, 3, 3]],
  ])('%i pupils in groups of at most %i', async (pupils, groupSize, expected) => {
    expect(await sizes(pupils, groupSize)).toEqual(expected);
  });
});

describe('many classes', () => {
  it('stays within the bound and near it', { timeout: 60_000 }, async () => {
    const input = wholeFair(150);
    const counts = visitsByWeight(input, await checked(input));
    const first = [0, 0, 0, 1] as const;
    const bound = best(boundModel(input, first));
    expect(counts[3]).toBeLessThanOrEqual(bound + 1e-6);
    console.info(`${counts[3]} first wishes, bound ${bound.toFixed(1)}`);
    expect(counts[3] / bound).toBeGreaterThan(0.8);
  });

  it('tells how far it is and lets others run meanwhile', { timeout: 60_000 }, async () => {
    const seen: SplitProgress[] = [];
    await splitClasses(wholeFair(200), { onProgress: (progress) => seen.push(progress) });
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.map(({ done }) => done)).toEqual(seen.map(({ done }) => done).toSorted((a, b) => a - b));
    expect(seen.every(({ done, of }) => done >= 0 && done <= of)).toBe(true);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const splitting = splitClasses(wholeFair(600), { signal: stop.signal });
    void after(1).then(() => stop.abort(new Error('Not needed any more.')));
    await expect(splitting).rejects.toThrow('Not needed any more.');
  });
});
