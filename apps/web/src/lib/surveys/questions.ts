import { localised } from '@vagval/text';
import type { Locale, Texts } from '@vagval/text';

interface Standing {
  readonly key: string;
  readonly page: number;
  readonly kind: string;
  readonly text: Texts;
  readonly options: readonly { readonly value: number; readonly text: Texts }[];
}

/** Questions in order, page by page. */
export function pagesOf<T extends { page: number }>(
  questions: readonly T[],
): { page: number; questions: T[] }[] {
  const pages = [...new Set(questions.map(({ page }) => page))].sort((a, b) => a - b);
  return pages.map((page) => ({ page, questions: questions.filter((it) => it.page === page) }));
}

/** What a question on a page can depend on: each option of an earlier one, as `key=value`. */
export const conditionChoices = (questions: readonly Standing[], page: number, locale: Locale) =>
  questions
    .filter((it) => it.page < page && (it.kind === 'single' || it.kind === 'several'))
    .flatMap((it) =>
      it.options.map((option) => ({
        value: `${it.key}=${option.value}`,
        label: `${localised(it.text, locale).text} ${localised(option.text, locale).text}`,
      })),
    );

/** A condition in the words of the question it rests on. */
export function conditionText(
  shownIf: { question: string; values: readonly number[] },
  questions: readonly Standing[],
  locale: Locale,
): string {
  const on = questions.find(({ key }) => key === shownIf.question);
  if (!on) return shownIf.question;
  const chosen = on.options.filter(({ value }) => shownIf.values.includes(value));
  return `${localised(on.text, locale).text} ${chosen.map((it) => localised(it.text, locale).text).join(' / ')}`;
}
