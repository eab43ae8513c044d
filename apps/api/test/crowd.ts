import { client } from '@vagval/contract';
import type { Call } from '@vagval/contract';
import type { TestApp } from './app.ts';

/** The application on a port of its own, and the real client over real connections. */
export async function served(
  app: TestApp,
): Promise<{ url: string; call: Call; callWith(token: string): Call }> {
  await app.app.listen(0, '127.0.0.1');
  const url = (await app.app.getUrl()).replace('localhost', '127.0.0.1');
  return {
    url,
    call: client({ base: url }),
    callWith: (token) => client({ base: url, headers: { authorization: `Bearer ${token}` } }),
  };
}

/** Does every piece of work, at most `connections` at a time, each as soon as one before it is done. */
export async function crowd<Work, Done>(
  work: readonly Work[],
  connections: number,
  run: (work: Work, index: number) => Promise<Done>,
): Promise<Done[]> {
  const done: Done[] = [];
  const queue = work.entries();
  const one = async () => {
    for (const [index, it] of queue) done[index] = await run(it, index);
  };
  await Promise.all(Array.from({ length: connections }, one));
  return done;
}

/** How often each word comes. */
export function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
