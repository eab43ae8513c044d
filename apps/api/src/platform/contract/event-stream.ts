import type * as z from 'zod';

const beatMs = 20_000;

/**
 * Server-sent events from anything iterable, each parsed by its schema. The opening comment sends the headers (so a
 * refusal still could before it), the later ones keep proxies from hanging up.
 */
export async function* eventStream(
  events: AsyncIterable<unknown>,
  schema: z.ZodType,
): AsyncGenerator<string> {
  yield ': open\n\n';
  const source = events[Symbol.asyncIterator]();
  try {
    let next = source.next();
    for (;;) {
      const step = await withinBeat(next);
      if (step?.done) return;
      yield step ? `data: ${JSON.stringify(schema.parse(step.value))}\n\n` : ':\n\n';
      if (step) next = source.next();
    }
  } finally {
    void source.return?.();
  }
}

async function withinBeat<T>(next: Promise<T>): Promise<T | undefined> {
  const { promise: silence, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, beatMs);
  return Promise.race([next, silence]).finally(() => clearTimeout(timer));
}
