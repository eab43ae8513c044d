import { formatNumber, m } from '@vagval/text';
import type { Locale } from '@vagval/text';

/** A number of persons as the API tells it: hidden below the threshold. */
export type Headcount = { value: number } | { hidden: true };

export const shown = (it: Headcount): number | 'hidden' => ('hidden' in it ? 'hidden' : it.value);

/** In a sentence: "färre än 7" where the number is hidden. */
export const countText = (it: Headcount, threshold: number, locale: Locale): string =>
  'hidden' in it ? m.asking_fewer({ threshold }, { locale }) : formatNumber(it.value, locale);
