import type { FamilyName } from './facts.sql.ts';
import type { Figure } from './figure.rules.ts';
import { figures } from './figures.rules.ts';

/** The persons behind the figures of a family. */
export interface CrowdRule {
  /** Persons by what became of them, each in one part: SQL over the columns of a row of facts. */
  readonly parts: Readonly<Record<string, string>>;
  /** Which parts a measure is the number of; a measure that is not listed says nothing about persons. */
  readonly measures: Readonly<Record<string, readonly string[]>>;
  /** Dimensions whose combinations everybody knows, the wider first: a day’s number, a school’s municipality. */
  readonly known?: readonly (readonly string[])[];
  /** A family about the same persons: what is hidden there is hidden here. */
  readonly also?: FamilyName;
}

const days = ['day-number', 'day'];
const schools = ['municipality', 'school'];

/** One part, of which all these measures tell something. */
const ofOne = (persons: string, measures: readonly string[]): CrowdRule => ({
  parts: { persons },
  measures: Object.fromEntries(measures.map((it) => [it, ['persons']])),
  known: [days],
});

/** Under `beyond`: those who came without a place having been booked for them. */
const booked = {
  came: 'least(came, booked)',
  beyond: 'greatest(came - booked, 0)',
  absent: 'absent',
  unrecorded: 'unrecorded',
};
const ofSlot = ['kind', 'station', 'branch', 'day-number', 'day', 'language'];

const crowds: Partial<Record<FamilyName, CrowdRule>> = {
  visitors: { ...ofOne('persons', ['persons']), known: [[...days, 'hour'], schools] },
  places: {
    parts: booked,
    measures: {
      booked: ['came', 'absent', 'unrecorded'],
      came: ['came', 'beyond'],
      absent: ['absent'],
      unrecorded: ['unrecorded'],
    },
    known: [ofSlot, schools],
  },
  offered: {
    parts: { came: 'came', dropped: 'dropped' },
    measures: { came: ['came'], dropped: ['dropped'] },
    known: [ofSlot],
    also: 'places',
  },
  waits: ofOne('1', ['median', 'ninety']),
  houses: {
    parts: {
      came: 'least(came, booked)',
      beyond: 'greatest(came - booked, 0)',
      absent: 'greatest(booked - came, 0)',
    },
    measures: { booked: ['came', 'absent'], came: ['came', 'beyond'] },
  },
  standReach: ofOne('came', ['number']),
  reach: ofOne('persons', ['number']),
  reachShare: ofOne('came', ['came']),
  asked: {
    parts: { answered: 'least(answered, invited)', silent: 'greatest(invited - answered, 0)' },
    measures: { answered: ['answered'], invited: ['answered', 'silent'] },
  },
  attitudes: {
    parts: { before: 'before_n', after: 'after_n' },
    measures: { before_n: ['before'], after_n: ['after'] },
  },
  mails: ofOne('addressed', ['addressed', 'sent']),
};

const plainName = /^[a-z_]+$/;

/**
 * The persons behind a family’s figures; undefined where there are none. A family without a rule of its own counts by
 * the first thing its figures rest on.
 */
export function crowdOf(family: FamilyName): CrowdRule | undefined {
  const own = crowds[family];
  if (own) return own;
  const rests = figures.filter((it) => it.family === family).flatMap((it) => it.rests.flat());
  const first = rests.find((it) => plainName.test(it));
  return first === undefined
    ? undefined
    : ofOne(
        first,
        rests.filter((it) => plainName.test(it)),
      );
}

/** The dimension of what became of people. */
export const partDimension = '#part';

/** The sets of parts a figure’s value is made of, by this rule. */
export function toldBy({ value }: Figure, { measures }: CrowdRule): (readonly string[])[] {
  return Object.entries(measures)
    .filter(([name]) => new RegExp(`\\b${name}\\b`).test(value))
    .map(([, parts]) => parts);
}
