import { splitClasses } from './split.rules.ts';
import type { SplitAnswer, SplitInput, SplitWatch } from './split.types.ts';

/**
 * Each class first within its share of every station, so that no class takes a famous one alone. Groups that would
 * then visit nothing may have what is left over: late in the day a share can be smaller than any group.
 */
export async function splitFairly(input: SplitInput, watch: SplitWatch = {}): Promise<SplitAnswer[]> {
  const answers = await splitClasses(input, watch);
  const byClass = new Map(answers.map((it) => [it.classId, it]));
  const lack = ({ groups }: SplitAnswer) => groups.some(({ visits }) => visits.length === 0);
  if (!answers.some(lack)) return answers;
  const classes = input.classes.map((it) => ({ ...it, kept: byClass.get(it.id)?.groups ?? it.kept }));
  const settings = { ...input.settings, mostShare: 1 };
  return splitClasses({ ...input, classes, settings }, watch);
}
