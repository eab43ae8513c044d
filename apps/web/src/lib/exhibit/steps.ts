import type { ApplicationView, steps } from '@vagval/contract';
import { m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import type * as z from 'zod';

export type Application = z.output<typeof ApplicationView>;
export type State = Application['state'];
export type Step = (typeof steps)[number];

/** GR's order. */
export const stepOrder: readonly Step[] = ['guidelines', 'basics', 'booth', 'programmes', 'summary'];

const names = {
  guidelines: m.exhibit_step_guidelines,
  basics: m.exhibit_step_basics,
  booth: m.exhibit_step_booth,
  programmes: m.exhibit_step_programmes,
  summary: m.exhibit_step_summary,
};
const states = {
  draft: m.exhibit_state_draft,
  submitted: m.exhibit_state_submitted,
  completion_asked: m.exhibit_state_completion,
  approved: m.exhibit_state_approved,
  declined: m.exhibit_state_declined,
  waiting_list: m.exhibit_state_waiting,
  placed: m.exhibit_state_placed,
};
const tones = {
  draft: undefined,
  submitted: 'info',
  completion_asked: 'warn',
  approved: 'ok',
  declined: 'bad',
  waiting_list: 'warn',
  placed: 'ok',
} as const;

export const isStep = (text: unknown): text is Step => stepOrder.some((it) => it === text);
export const stepText = (step: Step, locale: Locale): string => names[step]({}, { locale });
export const stateText = (state: State, locale: Locale): string => states[state]({}, { locale });
export const stateTone = (state: State) => tones[state];

/** Whether the exhibitor may change the answers. */
export const isOpenToChange = ({ state }: Pick<Application, 'state'>): boolean =>
  state === 'draft' || state === 'completion_asked';

export const stepAfter = (step: Step): Step => stepOrder[stepOrder.indexOf(step) + 1] ?? 'summary';

/** What is left before it can be sent in. */
export const leftToDo = ({ tasks }: Pick<Application, 'tasks'>): Step[] =>
  tasks.filter(({ step, state }) => step !== 'summary' && state !== 'done').map(({ step }) => step);

export const pathOf = ({ id }: Pick<Application, 'id'>, step?: Step): string =>
  step ? `/exhibit/${id}/${step}` : `/exhibit/${id}`;

/** The last day to send in: the instant itself is outside. */
export const lastDay = (closesAt: string): string => new Date(new Date(closesAt).getTime() - 1).toISOString();
