import type { WordingRow } from './bank.sql.ts';

export type State = 'draft' | 'open' | 'closed';
export type Phase = State | 'scheduled';

export interface Window {
  readonly state: State;
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
}

/** What a survey is as the clock sees it, whether or not a sweep has been there. */
export function phaseOf({ state, opensAt, closesAt }: Window, now: Date): Phase {
  if (state !== 'open') return state;
  if (closesAt && closesAt <= now) return 'closed';
  return opensAt && opensAt > now ? 'scheduled' : 'open';
}

export interface Condition {
  readonly question: string;
  readonly values: readonly number[];
}

/** A question where it stands in a survey, as far as conditions and order need it. */
export interface Standing extends Pick<WordingRow, 'kind' | 'options'> {
  readonly key: string;
  readonly page: number;
  readonly shownIf: Condition | null;
}

/** Whether a question can be asked on its condition: of options that were chosen from on an earlier page. */
export function conditionFits(it: Standing, all: readonly Standing[]): boolean {
  const { shownIf } = it;
  if (!shownIf) return true;
  const on = all.find(({ key }) => key === shownIf.question);
  if (!on || on.page >= it.page || (on.kind !== 'single' && on.kind !== 'several')) return false;
  return shownIf.values.every((value) => on.options.some((option) => option.value === value));
}

/** The questions whose condition no longer fits. */
export const unfit = (all: readonly Standing[]): string[] =>
  all.filter((it) => !conditionFits(it, all)).map(({ key }) => key);

/** The questions in the order of their pages, one of them moved to a place among all; the pages go before it. */
export function arranged<T extends { key: string; page: number }>(
  all: readonly T[],
  moved: T,
  position: number,
): T[] {
  const others = all.filter(({ key }) => key !== moved.key);
  return others.toSpliced(position - 1, 0, moved).sort((a, b) => a.page - b.page);
}

/** What stops a survey from being opened. */
export function missingIn(window: Window, questions: number): ('questions' | 'window')[] {
  return [
    ...(questions === 0 ? (['questions'] as const) : []),
    ...(window.opensAt && window.closesAt ? [] : (['window'] as const)),
  ];
}

type Texts = Readonly<Record<string, string>>;

export interface Spoken extends Pick<WordingRow, 'text' | 'help' | 'options' | 'rows'> {
  readonly key: string;
}

export interface Untranslated<L extends string> {
  readonly what: 'title' | 'intro' | 'thanks' | 'question';
  readonly key: string;
  readonly language: L;
}

const said = (texts: Texts): boolean => Object.values(texts).some(Boolean);
const lacks = (texts: Texts, language: string): boolean => said(texts) && !texts[language];

const textsOf = ({ text, help, options, rows }: Spoken): Texts[] => [
  text,
  help,
  ...options.map((it) => it.text),
  ...rows.map((it) => it.text),
];

/** What is said in some language and not in one that the survey is offered in. */
export function untranslatedIn<L extends string>(
  survey: {
    readonly title: Texts;
    readonly intro: Texts;
    readonly thanks: Texts;
    readonly languages: readonly L[];
  },
  questions: readonly Spoken[],
): Untranslated<L>[] {
  const parts = (['title', 'intro', 'thanks'] as const).map((what) => ({
    what,
    key: '',
    texts: [survey[what]],
  }));
  const asked = questions.map((it) => ({ what: 'question' as const, key: it.key, texts: textsOf(it) }));
  return survey.languages.flatMap((language) =>
    [...parts, ...asked]
      .filter(({ texts }) => texts.some((one) => lacks(one, language)))
      .map(({ what, key }) => ({ what, key, language })),
  );
}

interface Versioned {
  readonly key: string;
  readonly version: number;
  readonly breaks: readonly number[];
}

/** What a survey asks that the one before did not, no longer asks, or asks in other words. */
export function changedSince(before: readonly Versioned[], now: readonly Versioned[]) {
  const old = new Map(before.map((it) => [it.key, it.version]));
  const kept = new Set(now.map(({ key }) => key));
  return {
    added: now.filter(({ key }) => !old.has(key)).map(({ key }) => key),
    left: before.filter(({ key }) => !kept.has(key)).map(({ key }) => key),
    reworded: now.flatMap(({ key, version, breaks }) => {
      const from = old.get(key);
      if (from === undefined || from === version) return [];
      return [{ key, from, to: version, comparable: comparableBetween(from, version, breaks) }];
    }),
  };
}

/** Whether answers to two versions compare: no version between them, the later one included, breaks the series. */
export function comparableBetween(one: number, other: number, breaks: readonly number[]): boolean {
  const [from, to] = [Math.min(one, other), Math.max(one, other)];
  return breaks.every((version) => version <= from || version > to);
}
