import { mayByRole, roles } from '@vagval/contract';
import type {
  ApplicationState as StateSchema,
  decideApplication,
  In,
  Permission,
  Role,
  steps,
} from '@vagval/contract';
import type * as z from 'zod';
import { refuse } from '../platform/contract/refusal.ts';
import type { Refusal } from '../platform/contract/refusal.ts';

export type ApplicationState = z.output<typeof StateSchema>;
export type Step = (typeof steps)[number];
export type TaskState = 'done' | 'under_way' | 'to_do';
export type Decision = In<typeof decideApplication>['body']['decision'];

/** What the rules need to know of an application and of what its edition asks. */
export interface Answers {
  readonly state: ApplicationState;
  readonly kind: string;
  /** The newest guidelines that have been published, and the version this application has accepted last. */
  readonly guidelines: number | null;
  readonly accepted: number | null;
  readonly basics: Readonly<
    Record<'displayName' | 'contactName' | 'contactEmail' | 'contactPhone', string | null>
  >;
  readonly boothSize: string | null;
  readonly boothWishes: string | null;
  readonly programmes: readonly string[];
  readonly programmesSaved: boolean;
}

interface Period {
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
}

/** A registration without times has not been opened. The last instant is outside. */
export const isOpen = ({ opensAt, closesAt }: Period, now: Date): boolean =>
  opensAt !== null && closesAt !== null && opensAt <= now && now < closesAt;

/** Whether the exhibitor may change or send in. What staff have asked for may be completed after the last day too. */
export function mayWrite(state: ApplicationState, period: Period, now: Date): Refusal | undefined {
  if (state === 'completion_asked') return undefined;
  if (state !== 'draft') return refuse('wrong_state', { state });
  return isOpen(period, now) ? undefined : refuse('registration_closed');
}

/** Whether this version of the guidelines is the one to accept. */
export const mayAccept = (version: number, current: number | null): Refusal | undefined =>
  version === current ? undefined : refuse('guidelines_changed');

const stateOf = (done: boolean, begun: boolean): TaskState => (done ? 'done' : begun ? 'under_way' : 'to_do');

function guidelinesTask({ guidelines, accepted }: Answers): TaskState {
  return stateOf(accepted !== null && accepted === guidelines, accepted !== null);
}

function basicsTask({ basics }: Answers): TaskState {
  const answers = Object.values(basics);
  return stateOf(
    answers.every((it) => it !== null),
    answers.some((it) => it !== null),
  );
}

const boothTask = (it: Answers): TaskState => stateOf(it.boothSize !== null, it.boothWishes !== null);

/** Last year's programmes come along, but have to be looked at: offers change every year. */
function programmesTask({ kind, programmes, programmesSaved }: Answers): TaskState {
  const enough = kind !== 'school' || programmes.length > 0;
  return stateOf(programmesSaved && enough, programmesSaved || programmes.length > 0);
}

/** Only a school has programmes to show. */
const optional = (step: Step, kind: string): boolean => step === 'programmes' && kind !== 'school';

/** The list of what is left to do. */
export function tasksOf(it: Answers): { step: Step; state: TaskState }[] {
  const before: { step: Step; state: TaskState }[] = [
    { step: 'guidelines', state: guidelinesTask(it) },
    { step: 'basics', state: basicsTask(it) },
    { step: 'booth', state: boothTask(it) },
    { step: 'programmes', state: programmesTask(it) },
  ];
  const ready = before.every(({ step, state }) => state === 'done' || optional(step, it.kind));
  const sent = it.state !== 'draft' && it.state !== 'completion_asked';
  return [...before, { step: 'summary', state: stateOf(sent, ready) }];
}

/** Why an application cannot be sent in yet: the guidelines first, then the first step that is not done. */
export function mayBeSent(it: Answers): Refusal | undefined {
  if (it.accepted === null || it.guidelines === null) return refuse('guidelines_not_accepted');
  if (it.accepted !== it.guidelines) return refuse('guidelines_changed');
  const left = tasksOf(it).find(
    ({ step, state }) => step !== 'summary' && state !== 'done' && !optional(step, it.kind),
  );
  return left && refuse('step_incomplete', { step: left.step });
}

const decided: Record<Decision, ApplicationState> = {
  approve: 'approved',
  ask_completion: 'completion_asked',
  decline: 'declined',
  waiting_list: 'waiting_list',
};

const decisionsIn: Partial<Record<ApplicationState, readonly Decision[]>> = {
  submitted: ['approve', 'ask_completion', 'decline', 'waiting_list'],
  waiting_list: ['approve', 'decline'],
};

/** The state a decision leads to, or why it cannot be taken now. */
export function stateAfter(state: ApplicationState, decision: Decision): ApplicationState | Refusal {
  return decisionsIn[state]?.includes(decision) ? decided[decision] : refuse('wrong_state', { state });
}

/** Only who has been approved gets a booth; who has one may be moved. */
export const mayBePlaced = (state: ApplicationState): Refusal | undefined =>
  state === 'approved' || state === 'placed' ? undefined : refuse('wrong_state', { state });

export interface Programme {
  readonly code: string;
  readonly successor: string | null;
}

/** Codes folded into those open today, each once in the order given; or the places of codes nobody knows. */
export function foldProgrammes(
  codes: readonly string[],
  known: readonly Programme[],
): { programmes: string[] } | { unknown: number[] } {
  const openCode = new Map(known.map(({ code, successor }) => [code, successor ?? code]));
  const unknown = codes.flatMap((code, at) => (openCode.has(code) ? [] : [at]));
  if (unknown.length > 0) return { unknown };
  return { programmes: [...new Set(codes.map((code) => openCode.get(code) ?? code))] };
}

/** The roles whose memberships open rows for this permission. */
export const rolesWith = (permission: Permission): Role[] =>
  roles.filter((it) => mayByRole[it].includes(permission));

/** For ILIKE: what a visitor types is text, never a pattern. */
export const anywhere = (text: string): string => `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`;
