import { formatNumber, m } from '@vagval/text';
import type { Locale } from '@vagval/text';

/** "3 × 2 meter" of the key 3x2; a size without sides in its key is one of its own. */
export function sizeText(key: string, locale: Locale): string {
  const [, width, depth] = /^(\d+)x(\d+)$/.exec(key) ?? [];
  return width && depth ? m.exhibit_size({ width, depth }, { locale }) : m.exhibit_size_own({}, { locale });
}

/** "14 500 kr" from öre. */
export const priceText = (ore: number, locale: Locale): string =>
  m.exhibit_price({ amount: formatNumber(ore / 100, locale) }, { locale });
