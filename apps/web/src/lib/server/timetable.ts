import { client, listSlots } from '@vagval/contract';
import type { Result, SlotQuery } from '@vagval/contract';
import type { Locale } from '@vagval/text';
import { render } from 'svelte/server';
import type * as z from 'zod';
import { API_URL } from '$app/env/private';
import Rail from '#lib/programme/Rail.svelte';
import { everyChoice, fieldsOf } from '#lib/programme/selection.ts';
import type { Selection } from '#lib/programme/selection.ts';
import type { Slot } from '#lib/programme/slot-state.ts';
import { shellContext } from '#lib/ui/shell.ts';

export type Timetable = Result<typeof listSlots>;
type Query = z.input<typeof SlotQuery>;

/** What has been shown for so long is asked for anew. Shorter than anybody reads; as long as a crowd needs. */
const freshFor = 1000;
const atMost = 50;

const kept = new Map<string, { since: number; answer: Promise<Timetable> }>();
const drawn = new WeakMap<readonly Slot[], Map<string, string>>();

const ask = client({ base: API_URL });

/**
 * The public timetable, the same for everybody who asks within a second: nobody's session goes along, and an answer that
 * is a refusal is not kept. Many who look at once cost the API one question.
 */
export function timetableOf(edition: string, query: Query, locale: Locale): Promise<Timetable> {
  const key = JSON.stringify([edition, locale, Object.entries(query).toSorted()]);
  const known = kept.get(key);
  if (known && performance.now() - known.since < freshFor) return known.answer;
  const headers = { 'accept-language': locale };
  const answer = ask(listSlots, { params: { edition }, query }, { headers });
  keep(key, answer);
  return answer;
}

function keep(key: string, answer: Promise<Timetable>): void {
  kept.delete(key);
  kept.set(key, { since: performance.now(), answer });
  const oldest = kept.keys().next();
  if (kept.size > atMost && !oldest.done) kept.delete(oldest.value);
  void answer.then((it) => it.ok || kept.delete(key));
}

/**
 * The times drawn once for all who have chosen nothing yet; undefined for somebody who has, whose page is its own.
 * They are kept with the answer they show and go with it.
 */
export function drawnFor(
  selection: Selection,
  slots: readonly Slot[],
  { locale, now }: { locale: Locale; now: Date },
): string | undefined {
  if (everyChoice(selection).length > 0 || selection.hold) return undefined;
  const known = drawn.get(slots) ?? new Map<string, string>();
  drawn.set(slots, known);
  const key = JSON.stringify([locale, fieldsOf(selection)]);
  const html =
    known.get(key) ?? render(Rail, { props: { selection, slots, now }, context: shellContext(locale) }).body;
  known.set(key, html);
  return html;
}
