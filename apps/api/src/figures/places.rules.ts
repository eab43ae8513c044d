import { percent } from './figure.rules.ts';
import type { Figure } from './figure.rules.ts';

const ofPlaces = { family: 'places', unit: 'places', certainty: 'medium', public: false } as const;
const ofSlots = { family: 'offered', certainty: 'medium', public: false } as const;
const cameAlone = ['came'];
const cameAndAll = [cameAlone, ['booked', 'came', 'absent', 'unrecorded']];
const slotDimensions = ['kind', 'day', 'day-number', 'language', 'station', 'branch'];
const bookedBy = [...slotDimensions, 'municipality', 'school'];

/** The figures of places, who came to them and who never got one. */
export const placesFigures: readonly Figure[] = [
  { ...ofPlaces, key: 'booked', value: 'booked', dimensions: bookedBy, rests: cameAndAll },
  { ...ofPlaces, key: 'came', value: 'came', dimensions: bookedBy, rests: [cameAlone] },
  { ...ofPlaces, key: 'no-shows', value: 'absent', dimensions: bookedBy, rests: cameAndAll },
  {
    ...ofSlots,
    key: 'places-offered',
    value: 'offered',
    unit: 'places',
    dimensions: slotDimensions,
    rests: [[]],
  },
  {
    ...ofSlots,
    key: 'slot-use',
    value: percent('came', 'capacity'),
    unit: 'share',
    dimensions: slotDimensions,
    rests: [cameAlone],
  },
  {
    ...ofSlots,
    key: 'drop-ins',
    value: 'dropped',
    unit: 'persons',
    dimensions: slotDimensions,
    rests: [['dropped']],
  },
  {
    ...ofPlaces,
    key: 'guardians-reached',
    value: 'came',
    unit: 'persons',
    public: true,
    dimensions: ['language', 'municipality', 'day', 'day-number'],
    within: { dimension: 'kind', value: 'guardian-meeting' },
    rests: [cameAlone],
  },
  {
    key: 'stand-reach',
    family: 'standReach',
    value: 'number',
    unit: 'number',
    certainty: 'medium',
    public: false,
    dimensions: ['of', 'branch'],
    apart: 'branch',
    always: ['branch', 'of'],
    needs: ['of'],
    rests: [['persons']],
  },
  {
    key: 'unmet-demand',
    family: 'wishes',
    value: 'unmet',
    unit: 'places',
    certainty: 'medium',
    public: false,
    dimensions: ['kind', 'language'],
    rests: [['unmet']],
  },
  ...waits('line-waiting-time', 'median'),
  ...waits('line-waiting-long', 'ninety'),
  ...houses('open-houses', 'houses', [[]]),
  ...houses('open-houses-booked', 'booked', [cameAlone, ['booked', 'GREATEST(booked - came, 0)']]),
  ...houses('open-houses-came', 'came', [cameAlone]),
];

function waits(key: string, value: string): Figure[] {
  const dimensions = ['kind', 'language'];
  const of = { family: 'waits', unit: 'hours', certainty: 'high', public: false } as const;
  return [{ ...of, key, value, dimensions, rests: [['parties']] }];
}

function houses(key: string, value: string, rests: Figure['rests']): Figure[] {
  const unit = key === 'open-houses' ? ('number' as const) : ('places' as const);
  const of = { family: 'houses', certainty: 'medium', public: key === 'open-houses' } as const;
  return [{ ...of, key, value, unit, dimensions: ['school', 'week'], rests }];
}
