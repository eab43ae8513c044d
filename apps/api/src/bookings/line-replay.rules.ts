import type { LineWord } from '@vagval/contract';
import type * as z from 'zod';
import { walkLine } from './line.rules.ts';
import type { Look, Time, Waiting } from './line.rules.ts';
import { earlyMinutes } from './seats.rules.ts';

/** One line of a slot's log, as it was written. */
export interface LineEvent {
  readonly id: number;
  readonly at: Date;
  readonly bookingId: string | null;
  readonly what: z.output<typeof LineWord>;
  readonly places: number;
  readonly free: number | null;
  readonly detail: Partial<Time & { state: string; lineNo: number; partOk: boolean }> | null;
}

/** Where the log and the rules part: at which event, what the rules say, and what was written. */
export interface Difference {
  readonly event: number;
  readonly bookingId: string | null;
  readonly rule: string;
  readonly log: string;
}

/** The line and the offers as they stand when all that is in the log has happened; the first difference, if any. */
export interface Replayed {
  readonly line: readonly Waiting[];
  readonly offers: ReadonlyMap<string, number>;
  readonly difference?: Difference;
}

interface State {
  line: Waiting[];
  offers: Map<string, number>;
  lastLineNo: number;
  readonly seatedFrom: number;
}

const found = new Set<LineEvent['what']>(['offered', 'confirmed', 'passed_size', 'passed_time']);

/**
 * Goes through the log of one slot, oldest first, with nothing but the rules: keeps the line as it says, and at every
 * walk reckons anew who should have been given what. What a party did meanwhile elsewhere is taken from the log. Places
 * that come free once the slot has begun go to nobody in line, so nothing is expected then; whoever is let in at the
 * place leaves the line.
 */
export function replayLine(events: readonly LineEvent[], slot: { readonly startsAt: Date }): Replayed {
  const state: State = {
    line: [],
    offers: new Map(),
    lastLineNo: 0,
    seatedFrom: slot.startsAt.getTime() - earlyMinutes * 60_000,
  };
  for (let at = 0; at < events.length;) {
    const event = events[at] as LineEvent;
    const next = events.findIndex((it, index) => index > at && !found.has(it.what));
    const steps = event.what === 'walked' ? events.slice(at + 1, next < 0 ? undefined : next) : [];
    const difference = event.what === 'walked' ? walk(state, event, steps) : happen(state, event);
    if (difference) return { ...state, difference };
    at += 1 + steps.length;
  }
  return state;
}

const differs = (event: LineEvent, rule: string, log = textOf(event)): Difference => ({
  event: event.id,
  bookingId: event.bookingId,
  rule,
  log,
});

const textOf = ({ what, places, free }: LineEvent): string =>
  free === null ? `${what} ${places}` : `${what} ${places} of ${free}`;

/** Reckons the walk anew and compares step by step; what was given leaves the line. */
function walk(state: State, event: LineEvent, steps: readonly LineEvent[]): Difference | undefined {
  const times = new Map(steps.flatMap(({ bookingId, detail }) => timeOf(bookingId, detail)));
  const looks = walkLine(event.free ?? 0, state.line, times);
  for (let at = 0; at < Math.max(looks.length, steps.length); at++) {
    const [look, step] = [looks[at], steps[at]];
    if (!look && step) return differs(step, 'nobody more is looked at');
    if (look && !step) return differs(event, `${look.bookingId} ${saidOf(look)}`, 'nobody more');
    if (look && step && !isSame(look, step)) return differs(step, `${look.bookingId} ${saidOf(look)}`);
  }
  const sum = looks.reduce((all, it) => all + (it.verdict === 'given' ? it.places : 0), 0);
  if (sum !== event.places) return differs(event, `${sum} given`);
  for (const step of steps) give(state, step);
  return undefined;
}

const timeOf = (bookingId: string | null, detail: LineEvent['detail']): [string, Time][] =>
  bookingId !== null && detail?.size !== undefined && detail.busy !== undefined
    ? [[bookingId, { size: detail.size, busy: detail.busy }]]
    : [];

const saidOf = ({ verdict, places, free }: Look): string => `${verdict} ${places} of ${free}`;

const isSame = (look: Look, { bookingId, what, places, free }: LineEvent): boolean =>
  look.bookingId === bookingId &&
  look.places === places &&
  look.free === free &&
  look.verdict === (what === 'offered' || what === 'confirmed' ? 'given' : what);

function give(state: State, { bookingId, what, places }: LineEvent): void {
  if (what !== 'offered' && what !== 'confirmed') return;
  state.line = state.line.filter((it) => it.bookingId !== bookingId);
  if (what === 'offered') state.offers.set(bookingId ?? '', places);
}

/** Everything but a walk: somebody comes, changes, answers or goes. */
function happen(state: State, event: LineEvent): Difference | undefined {
  const { what, at } = event;
  if (found.has(what)) return differs(event, 'nothing is given but in a walk');
  if (what === 'joined' || what === 'standing') return come(state, event);
  if (what === 'changed') return change(state, event);
  if (what === 'seated' && at.getTime() < state.seatedFrom)
    return differs(event, 'nobody is let in so early');
  return go(state, event);
}

function come(state: State, event: LineEvent): Difference | undefined {
  const { bookingId: id, places, detail } = event;
  const bookingId = id ?? '';
  if (state.offers.has(bookingId) || state.line.some((it) => it.bookingId === bookingId))
    return differs(event, 'stands in this line already');
  if (detail?.state === 'offered') {
    state.offers.set(bookingId, places);
    return undefined;
  }
  const lineNo = detail?.lineNo ?? 0;
  if (lineNo <= state.lastLineNo)
    return differs(event, `joins after number ${state.lastLineNo}`, `${lineNo}`);
  state.lastLineNo = lineNo;
  state.line.push({ bookingId, places, partOk: detail?.partOk ?? false });
  return undefined;
}

function change(state: State, event: LineEvent): Difference | undefined {
  const { bookingId, places, detail } = event;
  const at = state.line.findIndex((it) => it.bookingId === bookingId);
  const before = state.line[at];
  if (before) state.line[at] = { ...before, places, partOk: detail?.partOk ?? before.partOk };
  else if (state.offers.has(bookingId ?? '')) state.offers.set(bookingId ?? '', places);
  else return differs(event, 'neither waits nor has an offer');
  return undefined;
}

const answers = new Set<LineEvent['what']>(['accepted', 'declined', 'expired']);

function go(state: State, event: LineEvent): Difference | undefined {
  const { bookingId, what } = event;
  if (state.offers.delete(bookingId ?? '')) return undefined;
  if (answers.has(what)) return differs(event, 'has no offer');
  const length = state.line.length;
  state.line = state.line.filter((it) => it.bookingId !== bookingId);
  return state.line.length < length ? undefined : differs(event, 'neither waits nor has an offer');
}
