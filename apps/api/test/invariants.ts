import { expect } from 'vitest';
import type { Sql } from '../src/platform/database.ts';
import { unfairLines } from './line-log.ts';

/** How many of party `p` are busy with the places of a row in a slot: all of them where a place is for the party. */
const personsOf = (row: string, slot: string): string =>
  `CASE (SELECT k.counts FROM activity a JOIN activity_kind k ON k.key = a.kind WHERE a.id = ${slot}.activity_id)
   WHEN 'parties' THEN p.size ELSE ${row}.places END`;

/** Each finds the rows that break an invariant of 2-domain; no rows, nothing broken. `$1` is now. */
const checks: Readonly<Record<string, string>> = {
  'I1 counters equal sums, within capacity': `
    SELECT s.id, s.taken, s.held, s.capacity, b.taken AS confirmed, b.held AS offered, h.places AS kept
    FROM slot s LEFT JOIN LATERAL (
      SELECT coalesce(sum(places) FILTER (WHERE state = 'confirmed'), 0) AS taken,
             coalesce(sum(places) FILTER (WHERE state = 'offered'), 0) AS held
      FROM booking WHERE slot_id = s.id) b ON true
    CROSS JOIN LATERAL (SELECT coalesce(sum(places), 0) AS places FROM hold_place WHERE slot_id = s.id) h
    WHERE $1::timestamptz IS NOT NULL
      AND (s.taken <> b.taken OR s.held <> b.held + h.places OR s.taken + s.held > s.capacity)`,

  // But for a party that has filled the time with something else: it is passed by, and keeps its place in line.
  'I2 nobody waits who would fit': `
    SELECT s.id, w.id AS waiting, w.places, s.capacity - s.taken - s.held AS free
    FROM booking w JOIN slot s ON s.id = w.slot_id JOIN party p ON p.id = w.party_id
    CROSS JOIN LATERAL (SELECT CASE WHEN w.part_ok THEN least(w.places, s.capacity - s.taken - s.held)
                                    ELSE w.places END AS places) g
    CROSS JOIN LATERAL (
      SELECT coalesce(max(there.places), 0) AS peak
      FROM (SELECT s.starts_at AS at UNION SELECT starts_at FROM slot
            WHERE starts_at >= s.starts_at AND starts_at < s.ends_at) instant
      CROSS JOIN LATERAL (
        SELECT sum(${personsOf('b', 't')}) AS places FROM booking b JOIN slot t ON t.id = b.slot_id
        WHERE b.party_id = p.id AND b.state IN ('confirmed', 'offered')
          AND t.starts_at <= instant.at AND t.ends_at > instant.at) there) busy
    WHERE w.state = 'waiting' AND s.state = 'open' AND s.starts_at > $1
      AND g.places > 0 AND g.places <= s.capacity - s.taken - s.held AND busy.peak + ${personsOf('g', 's')} <= p.size`,

  // Told by what is left to see: a later one holds an offer that an earlier one, unchanged and free, would have filled.
  'I2 nobody is served ahead of an earlier one who fits': `
    SELECT w.slot_id, w.id AS waiting, g.id AS served
    FROM booking w JOIN booking g ON g.slot_id = w.slot_id AND g.line_no > w.line_no
    WHERE $1::timestamptz IS NOT NULL AND w.state = 'waiting' AND g.state IN ('offered', 'confirmed')
      AND g.changed_at = g.offered_at AND w.changed_at < g.offered_at
      AND (w.places <= g.places OR w.part_ok)
      AND NOT EXISTS (SELECT FROM booking o WHERE o.party_id = w.party_id AND o.id <> w.id)`,

  'I3 a party is in one place at a time': `
    SELECT p.id, b.slot_id, p.size, there.places
    FROM booking b JOIN slot s ON s.id = b.slot_id JOIN party p ON p.id = b.party_id
    CROSS JOIN LATERAL (
      SELECT sum(${personsOf('o', 't')}) AS places FROM booking o JOIN slot t ON t.id = o.slot_id
      WHERE o.party_id = p.id AND o.state = 'confirmed' AND t.starts_at <= s.starts_at AND t.ends_at > s.starts_at) there
    WHERE $1::timestamptz IS NOT NULL AND b.state = 'confirmed' AND there.places > p.size`,

  'I6 what is promised has one message, and its announcement': `
    SELECT 'party' AS what, p.id FROM party p
    WHERE $1::timestamptz IS NOT NULL AND p.email IS NOT NULL
      AND EXISTS (SELECT FROM booking b WHERE b.party_id = p.id)
      AND NOT EXISTS (SELECT FROM message WHERE purpose_key = 'party:' || p.id || ':confirmed')
    UNION ALL
    SELECT 'offer', b.id FROM booking b JOIN party p ON p.id = b.party_id
    WHERE b.state = 'offered' AND p.email IS NOT NULL
      AND NOT EXISTS (SELECT FROM message WHERE purpose_key = 'booking:' || b.id || ':offer')
    UNION ALL
    SELECT 'outbox', m.id FROM message m
    WHERE m.state = 'queued' AND NOT EXISTS (SELECT FROM outbox o WHERE o.topic = 'mail.send' AND o.ref = m.id)`,

  'I7 one live booking per party and slot': `
    SELECT party_id, slot_id FROM booking
    WHERE $1::timestamptz IS NOT NULL AND state IN ('waiting', 'offered', 'confirmed')
    GROUP BY 1, 2 HAVING count(*) > 1`,
};

/** What is broken in the database as it is committed now, by invariant; empty when all hold. */
export async function brokenInvariants(sql: Sql, now = new Date()): Promise<Record<string, object[]>> {
  const found = await Promise.all(
    Object.entries(checks).map(async ([name, text]) => [name, await sql.rows(text, [now])] as const),
  );
  const lines = ['I2 the log of every line agrees with the rules', await unfairLines(sql)] as const;
  return Object.fromEntries([...found, lines].filter(([, rows]) => rows.length > 0));
}

/** I1, I2, I3, I6 and I7 over all rows; `now` decides which slots have begun. */
export async function expectInvariants(sql: Sql, now = new Date()): Promise<void> {
  expect(await brokenInvariants(sql, now)).toEqual({});
}
