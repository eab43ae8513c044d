import { m } from '@vagval/text';
import type { Locale } from '@vagval/text';

const texts: Record<string, (options: { locale: Locale }) => string> = {
  lift: (options) => m.programme_access_lift({}, options),
  wheelchair: (options) => m.programme_access_wheelchair({}, options),
  'hearing-loop': (options) => m.programme_access_hearing_loop({}, options),
  quiet: (options) => m.programme_access_quiet({}, options),
};

/** What is true of getting into and being in a place, in words; what has no words is left out. */
export const accessFacts = (facts: readonly string[], locale: Locale): string[] =>
  facts.flatMap((fact) => texts[fact]?.({ locale }) ?? []);
