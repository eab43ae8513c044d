import type { Database } from '../src/platform/database.ts';
import { newId } from '../src/platform/ids.ts';
import { insert } from './small-fair.ts';

/** What staff plan with, made anew: an activity with one slot to come, somebody on the crew, a room and an opening. */
export async function makePlanned(db: Database, edition: string, day = '2027-10-12') {
  const [activity, slot, crew, place, opening] = [newId(), newId(), newId(), newId(), newId()];
  const edition_id = edition;
  const about = { kind: 'try-it', phase: 'during', title: { sv: 'Mura' }, audience: ['family', 'class'] };
  await insert(db, 'activity', { id: activity, edition_id, ...about });
  await insert(db, 'place', { id: place, edition_id, kind: 'room', name: `Rum ${place.slice(-8)}` });
  const [starts, ends] = [`${day}T14:00Z`, `${day}T14:30Z`];
  const times = { setup_from: starts, starts_at: starts, ends_at: ends, capacity: 5, exclusive: false };
  await insert(db, 'slot', { id: slot, edition_id, activity_id: activity, place_id: place, ...times });
  await insert(db, 'crew', { id: crew, edition_id, name: `Värd ${crew.slice(-8)}`, roles: ['host'] });
  await insert(db, 'opening', {
    id: opening,
    edition_id,
    of: `kind-${opening.slice(-8)}`,
    opens_at: '2027-01-01T08:00Z',
    closes_at: '2027-10-13T08:00Z',
  });
  return { activity, plannedSlot: slot, crew, place, opening };
}
