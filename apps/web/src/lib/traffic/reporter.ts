import { takeTraffic } from '@vagval/contract';
import type { Call } from '@vagval/contract';
import type { Note } from './note.ts';
import { Tally } from './tally.ts';
import type { Batch } from './tally.ts';

/** Sums what is noted and brings it to the API, beside the requests and never in their way. */
export class Reporter {
  private readonly tally = new Tally(() => crypto.randomUUID());
  private sending: Promise<void> | undefined;
  private told: string | undefined;

  constructor(
    private readonly api: Call,
    private readonly tell: (words: string) => void,
  ) {}

  note(note: Note, now: Date): void {
    this.tally.add(note, now);
  }

  /** Sends what there is, oldest first. What is not taken for now is sent again next time with the same id. */
  flush(): Promise<void> {
    this.sending ??= this.sendAll().finally(() => (this.sending = undefined));
    return this.sending;
  }

  /** For the end of the process: also what was noted while an earlier sending was under way. */
  async last(): Promise<void> {
    await this.flush();
    await this.flush();
  }

  private async sendAll(): Promise<void> {
    for (const batch of this.tally.batches) {
      const answer = await this.api(
        takeTraffic,
        { body: batch },
        { signal: AbortSignal.timeout(5000) },
      ).catch(() => ({ ok: false, code: 'unreachable' }) as const);
      if (!answer.ok && isAway(answer.code)) return this.explain(answer.code);
      this.finish(batch, answer.ok ? undefined : answer.code);
    }
  }

  private finish(batch: Batch, code: string | undefined): void {
    this.tally.done(batch);
    if (code) return this.explain(code);
    if (this.told) this.tell(`traffic is counted again; ${this.tally.lost} batches were let go`);
    this.told = undefined;
  }

  private explain(code: string): void {
    if (this.told !== code) this.tell(`traffic is not counted: ${code}`);
    this.told = code;
  }
}

/** Not the batch's fault: it may be taken another time. */
const isAway = (code: string): boolean =>
  ['unreachable', 'unexpected', 'too_many_requests', 'unready', 'in_flight'].includes(code);
