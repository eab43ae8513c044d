import { m } from '@vagval/text';
import type { Locale } from '@vagval/text';

/** The needs a party can tell of, as the contract codes them. */
export const needCodes = [
  'language-guide',
  'interpreter',
  'sign-language',
  'hearing-loop',
  'wheelchair',
  'quiet',
] as const;
export type NeedCode = (typeof needCodes)[number];

const names = {
  'language-guide': m.booking_need_language_guide,
  interpreter: m.booking_need_interpreter,
  'sign-language': m.booking_need_sign_language,
  'hearing-loop': m.booking_need_hearing_loop,
  wheelchair: m.booking_need_wheelchair,
  quiet: m.booking_need_quiet,
} as const satisfies Record<NeedCode, unknown>;

/** The needs to choose from, in the order of the form. */
export const needChoices = (locale: Locale) =>
  needCodes.map((value) => ({ value, label: needName(value, locale) }));

/** A need in the words of the booking form. */
export const needName = (code: NeedCode, locale: Locale): string => names[code]({}, { locale });
