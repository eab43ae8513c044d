import { newId } from '../src/platform/ids.ts';
import type { TestApp } from './app.ts';
import type { TestFair } from './fair.ts';

export interface MeetingOptions {
  startsAt?: string;
  minutes?: number;
  capacity?: number;
  language?: string;
  joinUrl?: string;
  kind?: string;
  place?: { kind?: string; name: string; access?: string[] };
}

/** A meeting of a kind that takes questions, in a language, at a place of its own. */
export async function makeMeeting(
  { db }: TestApp,
  fair: TestFair,
  { language = 'so', joinUrl, place, kind = 'guardian-meeting', ...it }: MeetingOptions = {},
): Promise<string> {
  const slot = await fair.slot({ kind, minutes: 60, ...it });
  await db.rows(
    `UPDATE activity_kind SET takes_questions = true WHERE key IN ('guardian-meeting', 'guidance-talk')`,
  );
  const placeId = place && newId();
  if (place)
    await db.rows('INSERT INTO place (id, edition_id, kind, name, access) VALUES ($1, $2, $3, $4, $5)', [
      placeId,
      fair.edition,
      place.kind ?? 'room',
      place.name,
      place.access ?? [],
    ]);
  await db.rows('UPDATE slot SET language = $2, join_url = $3, place_id = $4 WHERE id = $1', [
    slot,
    language,
    joinUrl ?? null,
    placeId ?? null,
  ]);
  return slot;
}

/** The member of staff who prepares this fair's meetings. */
export async function preparer(app: TestApp, { edition }: TestFair) {
  const [row] = await app.db.rows<{ organiser: string }>(
    'SELECT f.organiser_id organiser FROM edition e JOIN fair f ON f.id = e.fair_id WHERE e.id = $1',
    [edition],
  );
  return app.as('leader', { organiser: row?.organiser ?? '' });
}

/** A new question of a booking, material of its slot, and a need that can be ordered; for asking by id. */
export async function makeAround(
  { db }: Pick<TestApp, 'db'>,
  it: { slot: string; booking: string; party: string },
) {
  const [question, material] = [newId(), newId()];
  await db.rows(
    `INSERT INTO slot_question (id, slot_id, booking_id, party_id, nth, locale, text, made_at)
     VALUES ($1, $2, $3, $4, 1, 'sv', 'Hur lång är utbildningen?', now())`,
    [question, it.slot, it.booking, it.party],
  );
  await db.rows(
    `INSERT INTO slot_material (id, slot_id, title, url, added_at)
     VALUES ($1, $2, '{"sv": "Bilder"}', 'https://example.se/bilder', now())`,
    [material, it.slot],
  );
  return { question, material, need: 'interpreter' };
}
