import type { LineView } from '@vagval/contract';
import { m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import type * as z from 'zod';

export type Line = z.output<typeof LineView>;
export type Decision = Line['decisions'][number];
export type About = NonNullable<Line['about']>;

/** What happened at once: one coming or going, or a walk along the line with what it found, in the order of the line. */
export interface Happening {
  readonly key: number;
  readonly at: string;
  readonly walk: Decision | undefined;
  readonly steps: readonly Decision[];
}

const found = new Set<Decision['what']>(['offered', 'confirmed', 'passed_size', 'passed_time']);

/** Newest first as they come; what a walk found stands before the walk itself, and is turned round under it. */
export function happeningsOf(decisions: readonly Decision[]): Happening[] {
  const all: Happening[] = [];
  let steps: Decision[] = [];
  const end = (walk: Decision | undefined) => {
    const first = walk ?? steps.at(-1);
    if (first) all.push({ key: first.id, at: first.at, walk, steps: steps.toReversed() });
    steps = [];
  };
  for (const it of decisions) {
    if (found.has(it.what)) steps.push(it);
    else if (it.what === 'walked') end(it);
    else {
      end(undefined);
      all.push({ key: it.id, at: it.at, walk: undefined, steps: [it] });
    }
  }
  end(undefined);
  return all;
}

export const placesText = (count: number, locale: Locale): string =>
  m.organise_line_places({ count }, { locale });

type Said = { places: string; free: string };
type Words = (inputs: Said, options: { locale: Locale }) => string;

const words: Record<Decision['what'], Words> = {
  joined: m.organise_line_joined,
  standing: m.organise_line_standing,
  changed: m.organise_line_changed,
  left: (_, options) => m.organise_line_left({}, options),
  withdrawn: (_, options) => m.organise_line_withdrawn({}, options),
  seated: (_, options) => m.organise_line_seated({}, options),
  walked: m.organise_line_walked,
  offered: m.organise_line_offered,
  confirmed: m.organise_line_confirmed,
  passed_size: m.organise_line_passed_size,
  passed_time: (_, options) => m.organise_line_passed_time({}, options),
  accepted: m.organise_line_accepted,
  declined: m.organise_line_declined,
  expired: (_, options) => m.organise_line_expired({}, options),
};

const saidOf = ({ places, free }: Decision, locale: Locale): Said => ({
  places: placesText(places, locale),
  free: placesText(free ?? 0, locale),
});

/** What happened to one in line, as the end of a sentence that begins with its code. */
export const decisionText = (it: Decision, locale: Locale): string =>
  words[it.what](saidOf(it, locale), { locale });

/** Why somebody who waits has not got a place: the last walk says. */
export function whyText(decisions: readonly Decision[], locale: Locale): string {
  const options = { locale };
  const own = decisions.find(
    ({ stands, what }) => stands === 'self' && (what === 'passed_size' || what === 'passed_time'),
  );
  if (own?.what === 'passed_time') return m.organise_line_why_time({}, options);
  if (own) return m.organise_line_why_size(saidOf(own, locale), options);
  return decisions.some(({ what }) => what === 'walked')
    ? m.organise_line_why_before({}, options)
    : m.organise_line_why_none({}, options);
}
