import type { Effect, PlannedSlot, planningChoices, Reply } from '@vagval/contract';
import { formatDateTime, m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import type * as z from 'zod';
import { languageName } from '#lib/programme/language-name.ts';

export type Slot = z.output<typeof PlannedSlot>;
export type EffectView = z.output<typeof Effect>;
export type Choices = Reply<typeof planningChoices>;
export type Values = Record<string, string[]>;

type Audience = Slot['activity']['audience'][number];
type Role = Slot['crew'][number]['role'];

export function audienceText(audience: Audience | null, locale: Locale): string {
  const texts = {
    family: m.planning_audience_family,
    single: m.planning_audience_single,
    group: m.planning_audience_group,
    class: m.planning_audience_class,
  };
  return audience ? texts[audience]({}, { locale }) : m.planning_everyone({}, { locale });
}

export function roleText(role: Role, locale: Locale): string {
  const texts = {
    host: m.planning_role_host,
    speaker: m.planning_role_speaker,
    'language-guide': m.planning_role_guide,
  };
  return texts[role]({}, { locale });
}

export function stateOf({ state, taken, held, capacity }: Slot): {
  kind: 'ok' | 'full' | 'soon' | 'bad';
  text: (inputs: Record<string, never>, options: { locale: Locale }) => string;
} {
  if (state === 'withdrawn') return { kind: 'bad', text: m.planning_state_withdrawn };
  if (state === 'paused') return { kind: 'soon', text: m.planning_state_paused };
  if (taken + held >= capacity) return { kind: 'full', text: m.planning_state_full };
  return { kind: 'ok', text: m.planning_state_open };
}

interface Shown {
  readonly locale: Locale;
  readonly timeZone: string;
}

export function clashText(it: EffectView['clashes'][number], { locale, timeZone }: Shown): string {
  const options = { locale };
  const when = it.startsAt ? formatDateTime(it.startsAt, locale, timeZone) : '';
  const about = { when, what: it.what ?? '' };
  const count = { count: it.count ?? 1 };
  switch (it.code) {
    case 'place_taken':
      return m.planning_clash_place_taken(about, options);
    case 'crew_busy':
      return m.planning_clash_crew_busy(about, options);
    case 'party_overlaps':
      return m.planning_clash_party_overlaps(count, options);
    case 'slot_full':
      return m.planning_clash_slot_full(count, options);
    case 'slot_begun':
      return m.planning_clash_slot_begun({}, options);
    case 'slot_past':
      return when
        ? m.planning_clash_slot_past({ when }, options)
        : m.planning_clash_slot_past_plain({}, options);
  }
}

export function remarkText(it: EffectView['remarks'][number], { locale, timeZone }: Shown): string {
  const options = { locale };
  const who = audienceText(it.audience, locale);
  const count = { count: it.count };
  switch (it.code) {
    case 'outside_hours':
      return m.planning_remark_outside_hours(count, options);
    case 'wrong_phase':
      return m.planning_remark_wrong_phase(count, options);
    case 'no_such_time':
      return m.planning_remark_no_such_time(count, options);
    case 'no_opening':
      return m.planning_remark_no_opening({ who }, options);
    case 'not_open_yet': {
      const when = it.startsAt ? formatDateTime(it.startsAt, locale, timeZone) : '';
      return m.planning_remark_not_open_yet({ who, when }, options);
    }
  }
}

/** What becomes of it, one sentence each. */
export function effectTexts(it: EffectView, locale: Locale): string[] {
  const options = { locale };
  const { parties, places, waiting } = it.booked;
  const says = (count: number, text: (of: { count: number }, in_: { locale: Locale }) => string) =>
    count > 0 ? [text({ count }, options)] : [];
  return [
    ...says(it.possible ? it.made : 0, m.planning_effect_made),
    ...says(it.withdrawn, m.planning_effect_withdrawn),
    ...(parties > 0
      ? [
          `${m.planning_effect_parties({ count: parties }, options)} ${m.planning_effect_places({ count: places }, options)}`,
        ]
      : []),
    ...says(waiting, m.planning_effect_waiting),
    ...(it.possible && it.mails === 0 ? [m.planning_effect_no_mails({}, options)] : []),
    ...says(it.mails, m.planning_effect_mails),
  ];
}

/** Languages that something can be held in: those in use, and those most asked for. */
const asked = ['sv', 'en', 'ar', 'so', 'fa', 'prs', 'ti', 'uk', 'pl', 'tr', 'bs', 'sgn-SE'];

export const languageOptions = (inUse: readonly string[], locale: Locale) =>
  [...new Set([...asked, ...inUse])].map((tag) => ({
    value: tag,
    label: languageName(tag, locale),
    lang: tag,
  }));

/** The kinds of places in the order people look for them, with their places. */
export function placeGroups(places: Choices['places'], locale: Locale) {
  const kinds = {
    station: m.planning_place_station,
    room: m.planning_place_room,
    stage: m.planning_place_stage,
    online: m.planning_place_online,
    entrance: m.planning_place_entrance,
    hall: m.planning_place_hall,
    school: m.planning_place_school,
  };
  return Object.entries(kinds).flatMap(([kind, text]) => {
    const there = places.filter((it) => it.kind === kind);
    return there.length ? [{ kind, label: text({}, { locale }), places: there }] : [];
  });
}
