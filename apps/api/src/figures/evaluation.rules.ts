import { evaluationParts } from '@vagval/contract';
import type { EvaluationPart, EvaluationView } from '@vagval/contract';
import type * as z from 'zod';

export type Evaluation = z.output<typeof EvaluationView>;
type View = Evaluation['figures'][number];

export interface Differs {
  words: EvaluationPart[];
  figures: string[];
}

/** What is not the same any longer: parts with other words, and the names of figures with another value somewhere. */
export function differsBetween(kept: Evaluation, live: Evaluation): Differs {
  const now = new Map(live.figures.map((view) => [placeOf(view), valuesOf(view)]));
  const changed = kept.figures.filter((view) => now.get(placeOf(view)) !== valuesOf(view));
  return {
    words: evaluationParts.filter((part) => (kept.words[part] ?? '') !== (live.words[part] ?? '')),
    figures: [...new Set(changed.map(({ figure }) => figure.name))],
  };
}

const placeOf = ({ figure }: View): string => `${figure.key} ${figure.dimensions.join()}`;

/** The order of cells and of their keys says nothing. */
const valuesOf = ({ cells }: View): string =>
  cells
    .map(({ by, ...said }) => JSON.stringify([Object.entries(by).sort(), said]))
    .sort()
    .join();
