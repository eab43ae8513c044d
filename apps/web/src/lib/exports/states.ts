import type { ExportState } from '@vagval/contract';
import { m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import type * as z from 'zod';

type State = z.output<typeof ExportState>;

const words = {
  queued: m.exports_state_queued,
  running: m.exports_state_running,
  done: m.exports_state_done,
  failed: m.exports_state_failed,
  stopped: m.exports_state_stopped,
};
const tones = { queued: 'info', running: 'info', done: 'ok', failed: 'bad', stopped: undefined } as const;

export const stateText = (state: State, locale: Locale): string => words[state]({}, { locale });
export const toneOf = (state: State) => tones[state];
/** Whether it will still change by itself. */
export const isUnderWay = (state: State): boolean => state === 'queued' || state === 'running';
