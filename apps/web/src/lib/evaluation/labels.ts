import { formatDay, m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import { languageName } from '#lib/programme/language-name.ts';
import { kindText } from '#lib/staff/messages.ts';
import type { FigureCut } from './readings.ts';

type Words = (inputs: Record<string, never>, options: { locale: Locale }) => string;

const dimensions: Record<string, Words> = {
  edition: m.organise_eval_dim_edition,
  day: m.organise_eval_dim_day,
  'day-number': m.organise_eval_dim_day_number,
  hour: m.organise_eval_dim_hour,
  municipality: m.organise_eval_dim_municipality,
  audience: m.organise_eval_dim_audience,
  kind: m.organise_eval_dim_kind,
  station: m.organise_eval_dim_station,
  language: m.organise_eval_dim_language,
  locale: m.organise_eval_dim_locale,
  of: m.organise_eval_dim_of,
  phase: m.organise_eval_dim_phase,
  door: m.organise_eval_dim_door,
  grade: m.organise_eval_dim_grade,
  school: m.organise_eval_dim_school,
  branch: m.organise_eval_dim_branch,
  week: m.organise_eval_dim_week,
  question: m.organise_eval_dim_question,
  option: m.organise_eval_dim_option,
  theme: m.organise_eval_dim_theme,
  via: m.organise_eval_dim_via,
  page: m.organise_eval_dim_page,
  device: m.organise_eval_dim_device,
  referrer: m.organise_eval_dim_referrer,
  step: m.organise_eval_dim_step,
  'fair-week': m.organise_eval_dim_fair_week,
};

export const dimensionText = (dimension: string, locale: Locale): string =>
  dimensions[dimension]?.({}, { locale }) ?? dimension;

const keys: Record<string, Words> = {
  arrival: m.organise_eval_key_arrival,
  'exhibitor-meeting': m.organise_eval_key_exhibitor_meeting,
  'guardian-meeting': m.organise_eval_key_guardian_meeting,
  'guidance-talk': m.organise_eval_key_guidance_talk,
  'open-house': m.organise_eval_key_open_house,
  'stage-talk': m.organise_eval_key_stage_talk,
  'theme-week': m.organise_eval_key_theme_week,
  'try-it': m.organise_eval_key_try_it,
  class: m.organise_eval_key_class,
  family: m.organise_eval_key_family,
  single: m.organise_eval_key_single,
  group: m.organise_eval_key_group,
  'walk-in': m.organise_eval_key_walk_in,
  counsellor: m.organise_eval_key_counsellor,
  exhibitor: m.organise_eval_key_exhibitor,
  guardian: m.organise_eval_key_guardian,
  'pupil-before': m.organise_eval_key_pupil_before,
  'pupil-after': m.organise_eval_key_pupil_after,
  'working-life': m.organise_eval_key_working_life,
  'reference-group': m.organise_eval_key_reference_group,
  school: m.organise_eval_key_school,
  branch: m.organise_eval_key_branch,
  company: m.organise_eval_key_company,
  authority: m.organise_eval_key_authority,
  before: m.organise_eval_key_before,
  during: m.organise_eval_key_during,
  after: m.organise_eval_key_after,
  unknown: m.organise_eval_key_unknown,
  outside: m.organise_eval_key_outside,
  none: m.organise_eval_key_none,
  other: m.organise_eval_key_other,
  phone: m.organise_eval_key_phone,
  tablet: m.organise_eval_key_tablet,
  desktop: m.organise_eval_key_desktop,
  '1-visits': m.organise_eval_key_1_visits,
  '2-booked': m.organise_eval_key_2_booked,
  '3-came': m.organise_eval_key_3_came,
  '4-answered': m.organise_eval_key_4_answered,
};
const counted: Record<string, Words> = {
  class: m.organise_eval_key_classes,
  school: m.organise_eval_key_schools,
  municipality: m.organise_eval_key_municipalities,
};

/** Where the dimension decides what a value is called. */
const own: Record<string, Words> = {
  'audience visitor': m.organise_eval_key_visitor,
  'audience municipality': m.organise_eval_key_municipality_asked,
  'grade 8': m.organise_eval_key_grade_8,
  'grade 9': m.organise_eval_key_grade_9,
  'grade im': m.organise_eval_key_grade_im,
  'grade adapted': m.organise_eval_key_grade_adapted,
  'grade sfi': m.organise_eval_key_grade_sfi,
  'grade newly-arrived': m.organise_eval_key_grade_newly_arrived,
  'grade other': m.organise_eval_key_grade_other,
  'via invitation': m.organise_eval_key_via_invitation,
  'via class': m.organise_eval_key_via_class,
  'via open': m.organise_eval_key_via_open,
  'via kiosk': m.organise_eval_key_via_kiosk,
  'via paper': m.organise_eval_key_via_paper,
  'of all': m.organise_eval_key_of_all,
  'branch bygg': m.organise_eval_key_branch_bygg,
  'branch el': m.organise_eval_key_branch_el,
  'branch vvs': m.organise_eval_key_branch_vvs,
  'branch fordon': m.organise_eval_key_branch_fordon,
  'branch transport': m.organise_eval_key_branch_transport,
  'branch industri': m.organise_eval_key_branch_industri,
  'branch hantverk': m.organise_eval_key_branch_hantverk,
  'branch frisor': m.organise_eval_key_branch_frisor,
  'branch handel': m.organise_eval_key_branch_handel,
  'branch besok': m.organise_eval_key_branch_besok,
  'branch restaurang': m.organise_eval_key_branch_restaurang,
  'branch barn': m.organise_eval_key_branch_barn,
  'branch vard': m.organise_eval_key_branch_vard,
  'branch naturbruk': m.organise_eval_key_branch_naturbruk,
  'branch sjofart': m.organise_eval_key_branch_sjofart,
  'branch none': m.organise_eval_key_branch_none,
  'device other': m.organise_eval_key_other_device,
  'referrer none': m.organise_eval_key_no_referrer,
  'referrer other': m.organise_eval_key_other_referrer,
};

/** The value of a dimension as a reader says it; names of stations and municipalities are shown as they are. */
export function keyText(dimension: string, key: string, locale: Locale): string {
  if (dimension === 'fair-week') return fairWeekText(Number(key), locale);
  if (dimension === 'day-number' && /^-?\d+$/.test(key))
    return m.organise_eval_day_number({ number: key }, { locale });
  if (dimension === 'day' && /^\d{4}-/.test(key)) return formatDay(key, locale);
  if (dimension === 'hour') return hourText(key, locale);
  const said = own[`${dimension} ${key}`];
  if (said) return said({}, { locale });
  if (dimension === 'page' || dimension === 'referrer') return key;
  if (dimension === 'week') return weekText(key, locale);
  if (dimension === 'of') return counted[key]?.({}, { locale }) ?? key;
  if (dimension === 'language' && key === 'none') return m.organise_eval_key_no_language({}, { locale });
  if (dimension === 'language' || dimension === 'locale') return languageText(key, locale);
  const known = keys[key]?.({}, { locale });
  return known ?? (dimension === 'kind' ? kindText(key, locale) : key);
}

/** "2025-W47" as "vecka 47". */
const weekText = (key: string, locale: Locale): string =>
  m.evaluation_week({ week: String(Number(key.slice(-2))) }, { locale });

/** A week counted from the one that begins with the fair. */
function fairWeekText(week: number, locale: Locale): string {
  if (week === 0) return m.organise_eval_fair_week_now({}, { locale });
  const say = week < 0 ? m.organise_eval_fair_week_before : m.organise_eval_fair_week_after;
  return say({ weeks: String(Math.abs(week)) }, { locale });
}

/** "10.00–10.59"; kept from left to right where the text around it runs the other way. */
function hourText(hour: string, locale: Locale): string {
  if (locale === 'sv') return `${hour}.00–${hour}.59`;
  const text = `${hour}:00–${hour}:59`;
  return locale === 'ar' ? `\u2066${text}\u2069` : text;
}

/** A report is read by one reader: languages are named in the reader's own. */
function languageText(tag: string, locale: Locale): string {
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(tag)) return tag;
  const own = languageName(tag, locale);
  const name = new Intl.DisplayNames([locale], { type: 'language', fallback: 'none' }).of(tag) ?? own;
  return tag === 'prs' && locale === 'sv' ? 'dari' : name;
}

const units: Record<string, Words> = {
  persons: m.organise_eval_unit_persons,
  places: m.organise_eval_unit_places,
  share: m.organise_eval_unit_share,
  number: m.organise_eval_unit_number,
  views: m.organise_eval_unit_views,
  visits: m.organise_eval_unit_visits,
  hours: m.organise_eval_unit_hours,
  points: m.organise_eval_unit_points,
};

export const unitText = (unit: string, locale: Locale): string => units[unit]?.({}, { locale }) ?? unit;

const certainties = {
  high: m.organise_eval_certainty_high,
  medium: m.organise_eval_certainty_medium,
  low: m.organise_eval_certainty_low,
};

export const certaintyText = (certainty: keyof typeof certainties, locale: Locale): string =>
  certainties[certainty]({}, { locale });

/** The value of a dimension in a cut, which may say itself what its questions and answers are called. */
export function keyIn(
  cut: Pick<FigureCut, 'labels'> | undefined,
  dimension: string,
  [key, locale]: readonly [string, Locale],
): string {
  return cut?.labels?.[dimension]?.[key] ?? keyText(dimension, key, locale);
}
