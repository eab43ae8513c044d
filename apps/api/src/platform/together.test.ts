import { expect, it } from 'vitest';
import { Together } from './together.ts';

const doubled = () => {
  const groups: number[][] = [];
  const together = new Together(async (asked: readonly number[]) => {
    groups.push([...asked]);
    await Promise.resolve();
    if (asked.includes(13)) throw new Error('thirteen');
    return asked.map((n) => n * 2);
  });
  return { groups, together };
};

it('does at once what was asked at once, and answers each with its own', async () => {
  const { groups, together } = doubled();
  expect(await Promise.all([1, 2, 3].map((n) => together.do(n)))).toEqual([2, 4, 6]);
  expect(await together.do(4)).toBe(8);
  expect(groups).toEqual([[1, 2, 3], [4]]);
});

it('takes no more than sixty-four at a time, in the order asked', async () => {
  const { groups, together } = doubled();
  const many = Array.from({ length: 100 }, (_, n) => n + 100);
  expect(await Promise.all(many.map((n) => together.do(n)))).toEqual(many.map((n) => n * 2));
  expect(groups.map(({ length }) => length)).toEqual([64, 36]);
});

it('does not let one spoil it for the others, and goes on afterwards', async () => {
  const { together } = doubled();
  const answers = await Promise.allSettled([1, 13, 3].map((n) => together.do(n)));
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await together.do(5)).toBe(10);
});
