import { m } from '@vagval/text';
import type { listPublished, Reply } from '@vagval/contract';
import type { Locale } from '@vagval/text';
import { onlyText } from '#lib/evaluation/explore.ts';
import { dimensionText } from '#lib/evaluation/labels.ts';
import { dimensionsIn } from '#lib/evaluation/pivot.ts';
import type { FigureCut } from '#lib/evaluation/readings.ts';

export type Published = Reply<typeof listPublished>['items'][number];

interface Cut {
  readonly by: string;
  readonly only: string;
}

/** What a published figure is called with its cut: "Besök, uppdelad efter kommun". */
export function titleOf(
  { name, by, only, labels }: Cut & { name: string; labels?: Published['labels'] },
  locale: Locale,
): string {
  const dimensions = dimensionsIn(by).map((it) => dimensionText(it, locale).toLocaleLowerCase(locale));
  const parts = [name, onlyText(only || undefined, labels, locale)];
  if (dimensions.length > 0) parts.push(m.published_cut({ by: dimensions.join(', ') }, { locale }));
  return parts.filter(Boolean).join(', ');
}

/** The same question as published the year before, where it was counted in the same way; dates do not compare. */
export function beforeOf(it: Published, earlier: readonly Published[]): Published | undefined {
  if (it.changed || dimensionsIn(it.by).includes('day')) return undefined;
  const same = (other: Published) =>
    other.figure.key === it.figure.key && other.by === it.by && other.only === it.only && !other.changed;
  return earlier.find(same);
}

/** The two years beside each other, as a comparison is read. */
export function beside(
  it: Published,
  before: Published | undefined,
  [slug, earlier]: readonly [string, string],
): FigureCut {
  if (!before) return it as FigureCut;
  const of = (edition: string, { cells }: Published) =>
    cells.map((cell) => ({ ...cell, by: { edition, ...cell.by } }));
  return { ...it, cells: [...of(slug, it), ...of(earlier, before)] } as FigureCut;
}
