import { percent } from './figure.rules.ts';
import type { Figure } from './figure.rules.ts';

const ofPlaces = { family: 'places', unit: 'places', certainty: 'medium', public: false } as const;
const cameAlone = ['came'];
const cameAndAll = [cameAlone, ['booked', 'came', 'absent', 'unrecorded']];
const slotDimensions = ['kind', 'day', 'day-number', 'language'];

/** The figures of places, who came to them and who never got one. */
export const placesFigures: readonly Figure[] = [
  { ...ofPlaces, key: 'booked', value: 'booked', dimensions: slotDimensions, rests: cameAndAll },
  { ...ofPlaces, key: 'came', value: 'came', dimensions: slotDimensions, rests: [cameAlone] },
  { ...ofPlaces, key: 'no-shows', value: 'absent', dimensions: slotDimensions, rests: cameAndAll },
  {
    ...ofPlaces,
    key: 'slot-use',
    value: percent('came', 'capacity'),
    unit: 'share',
    dimensions: ['kind', 'station', 'day', 'day-number', 'language'],
    rests: [cameAlone],
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
    key: 'unmet-demand',
    family: 'wishes',
    value: 'unmet',
    unit: 'places',
    certainty: 'medium',
    public: false,
    dimensions: ['kind', 'language'],
    rests: [['unmet']],
  },
];
