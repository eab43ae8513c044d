import { setTimeout as pause } from 'node:timers/promises';

/** How a watch looks: a marker that is cheap to ask for, and what there is to see when it has changed. */
export interface Look<T> {
  readonly marker: () => Promise<string>;
  readonly read: () => Promise<T>;
  /** Told when a look failed; the next one comes as usual. */
  readonly failed: (error: unknown) => void;
}

const everyMs = 1000;
const atLeastEvery = 15;

/** One look a second for all who watch the same thing; it rests while nobody does. */
export class Watch<T> {
  private watchers = 0;
  private looking = false;
  private next = Promise.withResolvers<T>();

  constructor(private readonly look: Look<T>) {}

  /** What there is to see at once, then whatever is new, until `signal`. */
  async *until(signal: AbortSignal): AsyncGenerator<T, void> {
    const left = Promise.withResolvers<undefined>();
    const leave = () => left.resolve(undefined);
    signal.addEventListener('abort', leave, { once: true });
    this.watchers++;
    void this.run();
    try {
      let coming = this.next.promise;
      yield await this.look.read();
      while (!signal.aborted) {
        const news = await Promise.race([coming, left.promise]);
        if (news === undefined) return;
        coming = this.next.promise;
        yield news;
      }
    } finally {
      this.watchers--;
      signal.removeEventListener('abort', leave);
    }
  }

  private async run(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    let told: string | undefined;
    for (let quiet = 1; this.watchers > 0; quiet++) {
      await pause(everyMs, undefined, { ref: false });
      const marker = await this.mark();
      if (marker === undefined || (marker === told && quiet < atLeastEvery)) continue;
      if (await this.tell()) [told, quiet] = [marker, 0];
    }
    this.looking = false;
  }

  private async tell(): Promise<boolean> {
    try {
      const news = await this.look.read();
      const { resolve } = this.next;
      this.next = Promise.withResolvers<T>();
      resolve(news);
      return true;
    } catch (error) {
      this.look.failed(error);
      return false;
    }
  }

  private async mark(): Promise<string | undefined> {
    try {
      return await this.look.marker();
    } catch (error) {
      this.look.failed(error);
      return undefined;
    }
  }
}
