import { newCode, newId } from '../src/platform/ids.ts';
import type { TestApp } from './app.ts';
import { insert } from './small-fair.ts';

/**
 * A slot that began ten minutes before the clock's now, at a station of its own, where a party of two has not come yet
 * and one place is kept for who just comes.
 */
export async function makeBegun(app: Pick<TestApp, 'db' | 'clock'>, edition_id: string) {
  const [place, activity, slot, party, booking] = [newId(), newId(), newId(), newId(), newId()];
  const begun = new Date(app.clock.now().getTime() - 600_000);
  await insert(app.db, 'place', { id: place, edition_id, kind: 'station', name: place });
  await insert(app.db, 'activity', {
    id: activity,
    edition_id,
    kind: 'try-it',
    phase: 'during',
    title: { sv: 'Svetsa' },
    audience: ['family'],
    no_show_minutes: 5,
  });
  await insert(app.db, 'slot', {
    id: slot,
    edition_id,
    activity_id: activity,
    place_id: place,
    capacity: 10,
    taken: 2,
    drop_in: 1,
    exclusive: true,
    setup_from: begun,
    starts_at: begun,
    ends_at: new Date(begun.getTime() + 1_800_000),
  });
  const made = { edition_id, locale: 'sv', created_at: begun };
  await insert(app.db, 'party', { id: party, kind: 'family', size: 2, reference: newCode(), ...made });
  await insert(app.db, 'booking', {
    id: booking,
    edition_id,
    party_id: party,
    slot_id: slot,
    places: 2,
    asked: 2,
    state: 'confirmed',
    made_at: begun,
    changed_at: begun,
  });
  return { place, slot, booking };
}
