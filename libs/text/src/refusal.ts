import * as refusals from '../compiled/refusals.js';
import type { Locale } from './locale.ts';

const byCode: Record<string, (inputs: Record<string, never>, options: { locale: Locale }) => string> =
  refusals;

/** What a refusal says to a person: what happened and what to do. A code without a text says that something went wrong. */
export function refusalText(code: string, locale: Locale): string {
  const text = Object.hasOwn(byCode, code) ? byCode[code] : undefined;
  return (text ?? refusals.unknown)({}, { locale });
}

const fieldCodes: Record<string, string> = {
  required: 'field_required',
  invalid_type: 'field_required',
  invalid_value: 'field_choose',
  too_small: 'field_too_small',
  too_big: 'field_too_big',
};

/** What is wrong with one field, in words: `path` is the contract's pointer (/body/contact/email), `code` the check's. */
export function fieldText(path: string, code: string, locale: Locale): string {
  if (/email$/i.test(path)) return refusalText('field_email', locale);
  if (/phone$/i.test(path)) return refusalText('field_phone', locale);
  return refusalText(fieldCodes[code] ?? 'field_invalid', locale);
}
