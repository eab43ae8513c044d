import type { AnsweringState, AskedQuestion, GivenAnswer, SurveyToAnswer } from '@vagval/contract';
import type * as z from 'zod';

export type Survey = z.output<typeof SurveyToAnswer>;
export type Question = z.output<typeof AskedQuestion>;
export type Given = z.output<typeof GivenAnswer>;
export type State = z.output<typeof AnsweringState>;

/** A page of the survey by its number; end: every question is behind, and the answers are to be handed in. */
export type At = number | 'end';

/** One page of questions as it is shown. */
export interface Sheet {
  at: At;
  /** The pages this visitor meets, as far as can be told now. */
  pages: number[];
  questions: Question[];
  /** Whether no more questions can follow, whatever is answered here. */
  last: boolean;
  answers: Given[];
  /** As it was typed where it is no answer: "två" for a number. */
  typed: Record<string, string>;
  /** Carried along where nothing is saved on the way. */
  kept: string | undefined;
  once: string;
  errors: Record<string, string>;
  summary: { field?: string; message: string }[];
}

/** The name of a question's field, and of a row's in a matrix. */
export const fieldOf = (question: string, row?: string): string =>
  row === undefined ? `q.${question}` : `q.${question}.${row}`;

/** Characters of an answer in words; the contract's own limit, which a component may not ask for itself. */
export const longestText = 2000;
