import type { Sent, takeTraffic } from '@vagval/contract';
import type { Note } from './note.ts';

export type Batch = Sent<typeof takeTraffic>['body'];
type View = { -readonly [K in keyof Batch['views'][number]]: Batch['views'][number][K] };

/** As much as the API takes at once, also when every visitor came in a way of their own. */
const mostViews = 400;
const mostVisitors = 500;
/** What waits while the API is away: about five minutes. Older counts are let go. */
const mostWaiting = 150;

/** Sums notes into batches. A batch keeps its id, so that sending it again counts nothing twice. */
export class Tally {
  private views = new Map<string, View>();
  private visitors = new Map<string, Note>();
  private begunAt: Date | undefined;
  private waiting: Batch[] = [];
  /** How many batches have been let go because nobody took them. */
  lost = 0;

  constructor(private readonly newId: () => string) {}

  add(note: Note, now: Date): void {
    const hourOver = this.begunAt !== undefined && this.begunAt.getUTCHours() !== now.getUTCHours();
    if (hourOver || this.views.size >= mostViews || this.visitors.size >= mostVisitors) this.seal();
    this.begunAt ??= now;
    const { page, locale, device, visitor } = note;
    const key = `${page} ${locale} ${device}`;
    const known = this.views.get(key);
    if (known) known.views += 1;
    else this.views.set(key, { page, locale, device, views: 1 });
    if (!this.visitors.has(visitor)) this.visitors.set(visitor, note);
  }

  /** What is to be sent, oldest first; it stays until it is `done`. */
  get batches(): readonly Batch[] {
    this.seal();
    return this.waiting;
  }

  done(batch: Batch): void {
    this.waiting = this.waiting.filter((it) => it !== batch);
  }

  private seal(): void {
    if (!this.begunAt) return;
    const { begunAt: at, views, visitors } = this;
    const body = { at: at.toISOString(), views: [...views.values()], visitors: groupsOf(visitors) };
    this.waiting.push({ id: this.newId(), ...body });
    if (this.waiting.length > mostWaiting) {
      this.waiting.shift();
      this.lost += 1;
    }
    this.views = new Map();
    this.visitors = new Map();
    this.begunAt = undefined;
  }
}

/** Visitors by how they came: in most batches nearly all are alike. */
function groupsOf(visitors: ReadonlyMap<string, Note>): Batch['visitors'] {
  const ways = Map.groupBy(visitors, ([, { locale, device, referrer }]) => `${locale} ${device} ${referrer}`);
  return [...ways.values()].flatMap((seen) => {
    const [, first] = seen[0] ?? [];
    const keys = seen.map(([key]) => key);
    return first ? [{ locale: first.locale, device: first.device, referrer: first.referrer, keys }] : [];
  });
}
