import type { FamilyName } from './facts.sql.ts';
import type { Figure } from './figure.rules.ts';
import { figures } from './figures.rules.ts';

/** Persons that figures tell of. Families about the same persons share a crowd. */
export interface Crowd {
  readonly key: string;
  /** Where its rows are counted from. */
  readonly family: FamilyName;
  /** Other families that tell of it. */
  readonly also?: readonly FamilyName[];
  /** Persons by what became of them, each in one part: SQL over the columns of a row of facts. */
  readonly parts: Readonly<Record<string, string>>;
  /** Which parts a measure is the number of; a measure that is not listed says nothing about these persons. */
  readonly measures: Readonly<Record<string, readonly string[]>>;
  /** Dimensions whose combinations everybody knows, the wider first: a day’s number, a school’s municipality. */
  readonly known: readonly (readonly string[])[];
}

const known = [
  ['day-number', 'day'],
  ['municipality', 'school'],
];

/** One part, of which all these measures tell something. */
const ofOne = (family: FamilyName, persons: string, measures: readonly string[]): Crowd => ({
  key: family,
  family,
  parts: { persons },
  measures: Object.fromEntries(measures.map((it) => [it, ['persons']])),
  known,
});

/** Those who came and those who did not are two crowds: where few stayed away, it is booked that is hidden, not came. */
const crowds: readonly Crowd[] = [
  { ...ofOne('visitors', 'persons', ['persons']), known: [['day-number', 'day', 'hour'], ...known.slice(1)] },
  { ...ofOne('places', 'came', ['came', 'booked']), also: ['offered'] },
  {
    key: 'absences',
    family: 'places',
    parts: { absent: 'absent', unrecorded: 'unrecorded' },
    measures: { absent: ['absent'], unrecorded: ['unrecorded'], booked: ['absent', 'unrecorded'] },
    known,
  },
  ofOne('offered', 'dropped', ['dropped']),
  ofOne('waits', '1', ['median', 'ninety']),
  ofOne('houses', 'came', ['came', 'booked']),
  { ...ofOne('houses', 'greatest(booked - came, 0)', ['booked']), key: 'house-absences' },
  ofOne('standReach', 'came', ['number']),
  ofOne('reach', 'persons', ['number']),
  ofOne('reachShare', 'came', ['came']),
  {
    key: 'asked',
    family: 'asked',
    parts: { answered: 'least(answered, invited)', silent: 'greatest(invited - answered, 0)' },
    measures: { answered: ['answered'], invited: ['answered', 'silent'] },
    known,
  },
  {
    key: 'attitudes',
    family: 'attitudes',
    parts: { before: 'before_n', after: 'after_n' },
    measures: { before_n: ['before'], after_n: ['after'] },
    known,
  },
  ofOne('mails', 'addressed', ['addressed', 'sent']),
];

const plainName = /^[a-z_]+$/;

/**
 * The crowds that the figures of a family tell of, none where they tell of nobody. A family without any of its own
 * counts by the first thing its figures rest on.
 */
export function crowdsOf(family: FamilyName): Crowd[] {
  const own = crowds.filter((it) => it.family === family || it.also?.includes(family));
  if (own.length > 0) return own;
  const rests = figures.filter((it) => it.family === family).flatMap((it) => it.rests.flat());
  const [first, ...others] = rests.filter((it) => plainName.test(it));
  return first === undefined ? [] : [ofOne(family, first, [first, ...others])];
}

/** The dimension of what became of people. */
export const partDimension = '#part';

/** The sets of a crowd’s parts that a figure’s value is made of; none when it tells nothing of them. */
export function toldBy({ value }: Figure, { measures }: Crowd): (readonly string[])[] {
  return Object.entries(measures)
    .filter(([name]) => new RegExp(`\\b${name}\\b`).test(value))
    .map(([, parts]) => parts);
}
