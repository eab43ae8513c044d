import { expect, test } from 'vitest';
import {
  directionOf,
  formatDateTime,
  formatDay,
  formatDays,
  formatNumber,
  formatRange,
  formatTime,
  isLocale,
  localised,
  locales,
  m,
  nameOf,
} from './index.ts';

const at = '2027-10-12T13:30:00Z';
const nbsp = '\u00a0';

test.each([
  [
    'sv',
    'tisdag 12 oktober',
    '15.30',
    '15.30–15.50',
    'tisdag 12 oktober 15.30',
    '12–14 oktober 2027',
    `23${nbsp}041`,
  ],
  [
    'en',
    'Tuesday 12 October',
    '15:30',
    '15:30–15:50',
    'Tuesday 12 October 15:30',
    '12–14 October 2027',
    '23,041',
  ],
  [
    'ar',
    'الثلاثاء، 12 أكتوبر',
    '15:30',
    '15:30–15:50',
    'الثلاثاء، 12 أكتوبر 15:30',
    '12–14 أكتوبر 2027',
    '23,041',
  ],
] as const)(
  '%s writes days, times and numbers its own way',
  (locale, day, time, range, both, days, number) => {
    expect(formatDay('2027-10-12', locale)).toBe(day);
    expect(formatDay(at, locale)).toBe(day);
    expect(formatTime(at, locale)).toBe(time);
    expect(formatRange(at, '2027-10-12T13:50:00Z', locale)).toBe(range);
    expect(formatDateTime(at, locale)).toBe(both);
    expect(formatDays('2027-10-12', '2027-10-14', locale)).toBe(days);
    expect(formatNumber(23041, locale)).toBe(number);
  },
);

test('the day of an instant is the day at the fair, a date is that date everywhere', () => {
  expect(formatDay('2027-10-12T22:30:00Z', 'sv', 'Europe/Stockholm')).toBe('onsdag 13 oktober');
  expect(formatDay('2027-10-12T22:30:00Z', 'sv', 'UTC')).toBe('tisdag 12 oktober');
  expect(formatDay('2027-10-12', 'sv', 'Pacific/Kiritimati')).toBe('tisdag 12 oktober');
});

test('a slot keeps its hour when the clocks change', () => {
  expect(formatTime('2027-10-30T13:30:00Z', 'sv')).toBe('15.30');
  expect(formatTime('2027-10-31T14:30:00Z', 'sv')).toBe('15.30');
});

test('days over a change of month or year', () => {
  expect(formatDays('2027-09-30', '2027-10-02', 'sv')).toBe('30 september – 2 oktober 2027');
  expect(formatDays('2027-10-12', '2027-10-12', 'sv')).toBe('12 oktober 2027');
});

test('a text of the database falls back to Swedish and says so', () => {
  expect(localised({ sv: 'Svetsa', ar: 'اللحام' }, 'ar')).toEqual({ text: 'اللحام', locale: 'ar' });
  expect(localised({ sv: 'Svetsa', en: '' }, 'en')).toEqual({ text: 'Svetsa', locale: 'sv' });
});

test('languages know their name and direction', () => {
  expect(nameOf('ar')).toBe('العربية');
  expect(directionOf('ar')).toBe('rtl');
  expect(directionOf('sv')).toBe('ltr');
  expect(isLocale('so')).toBe(false);
  expect(isLocale('toString')).toBe(false);
});

test.each(locales)('what a sentence counts by is written as %s writes numbers', (locale) => {
  expect(m.school_pupils_count({ count: 11870 }, { locale })).toContain(formatNumber(11870, locale));
});
