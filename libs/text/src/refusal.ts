import * as refusals from '../compiled/refusals.js';
import type { Locale } from './locale.ts';

const byCode: Record<string, (inputs: Record<string, never>, options: { locale: Locale }) => string> =
  refusals;

/** What a refusal says to a person: what happened and what to do. A code without a text says that something went wrong. */
export function refusalText(code: string, locale: Locale): string {
  const text = Object.hasOwn(byCode, code) ? byCode[code] : undefined;
  return (text ?? refusals.unknown)({}, { locale });
}
