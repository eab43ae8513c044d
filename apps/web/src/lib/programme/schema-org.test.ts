import { describe, expect, it } from 'vitest';
import { dataBlock, eventsOf } from './schema-org.ts';
import type { Slot } from './slot-state.ts';

const slot: Slot = {
  id: '0198c000-0000-7000-8000-00000000000a',
  activity: {
    id: '0198c000-0000-7000-8000-00000000000b',
    kind: 'try-it',
    kindTitle: { sv: 'Prova på' },
    title: 'Svetsa',
    titles: { sv: 'Svetsa' },
    phase: 'during',
    programmes: [],
  },
  startsAt: '2026-12-15T15:00:00Z',
  endsAt: '2026-12-15T15:20:00Z',
  place: { id: '0198c000-0000-7000-8000-00000000000c', name: 'Station 1', access: [] },
  language: 'ar',
  audience: ['family'],
  capacity: 8,
  free: 3,
  waiting: 0,
  counts: 'persons',
  bookable: true,
};
const told = {
  activity: {
    id: slot.activity.id,
    kind: 'try-it',
    kindTitle: { sv: 'Prova på' },
    titles: { sv: 'Svetsa', ar: 'جرّب اللحام' },
    descriptions: { sv: 'Prova i vår verkstad.' },
    phase: 'during',
    audience: ['family'],
    programmes: [],
    branch: null,
  },
  slots: [slot],
  edition: {
    fair: { slug: 'gd', name: 'Gymnasiedagarna', organiser: 'Göteborgsregionen' },
    venue: 'Svenska Mässan',
  },
  address: 'https://example.se/ar/programme/b',
  locale: 'ar',
  now: new Date('2026-12-01T08:00:00Z'),
} as const;

describe('events for who searches', () => {
  it('say what, when, where, in which language and how many places are left', () => {
    expect(
      eventsOf({ ...told, activity: { ...told.activity, audience: ['family'], programmes: [] } }),
    ).toMatchObject([
      {
        '@type': 'EducationEvent',
        name: 'جرّب اللحام',
        description: 'Prova i vår verkstad.',
        startDate: slot.startsAt,
        location: { name: 'Station 1, Svenska Mässan' },
        inLanguage: 'ar',
        remainingAttendeeCapacity: 3,
        offers: { price: 0, availability: 'https://schema.org/InStock' },
      },
    ]);
  });

  it('tell of nothing that has begun, and of what is on the net as such', () => {
    const activity = { ...told.activity, audience: ['family' as const], programmes: [] };
    expect(eventsOf({ ...told, activity, now: new Date(slot.startsAt) })).toEqual([]);
    const online: Slot = { ...slot, place: null, activity: { ...slot.activity, phase: 'before' } };
    expect(eventsOf({ ...told, activity, slots: [online] })).toMatchObject([
      { location: { '@type': 'VirtualLocation' } },
    ]);
  });

  it('cannot be left by any text in them', () => {
    const hostile = { name: '</script><script>alert(1)</script><!--', line: '\u2028' };
    const block = dataBlock(hostile);
    const inside = block.slice('<script type="application/ld+json">'.length, -'</script>'.length);
    expect(inside).not.toMatch(/[<>&\u2028]/);
    expect(JSON.parse(inside)).toEqual(hostile);
  });
});
