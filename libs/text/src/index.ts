export * as m from '../compiled/messages/_index.js';
export { locales, isLocale, directionOf, nameOf, localised, type Locale, type Texts } from './locale.ts';
export {
  formatDay,
  formatDays,
  formatDateTime,
  formatNumber,
  formatRange,
  formatReference,
  formatTime,
} from './format.ts';
export { fieldText, refusalText } from './refusal.ts';
