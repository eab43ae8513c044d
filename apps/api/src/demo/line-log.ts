import type { Sql } from '../platform/database.ts';

/**
 * The log of the lines as it would have been written while it happened: each joined, and places that came free went to
 * the first. The database has logged the bookings as they were inserted, all at once and out of order; that goes.
 */
export async function writeLineLog(sql: Sql): Promise<void> {
  await sql.rows('DELETE FROM line_event');
  await sql.rows(`
    INSERT INTO line_event (at, slot_id, booking_id, what, places, free, detail)
    SELECT e.at, b.slot_id, CASE WHEN e.what <> 'walked' THEN b.id END, e.what, b.places, e.free, e.detail
    FROM (SELECT *, CASE WHEN offered_at IS NOT NULL
            THEN max(offered_at) OVER (PARTITION BY slot_id ORDER BY line_no) END AS given_at
          FROM booking WHERE line_no IS NOT NULL) b
    JOIN party p ON p.id = b.party_id
    CROSS JOIN LATERAL (VALUES
      (1, b.joined_at, 'joined', NULL::int,
        jsonb_build_object('state', 'waiting', 'lineNo', b.line_no, 'partOk', b.part_ok)),
      (2, b.given_at, 'walked', b.places, NULL),
      (3, b.given_at, CASE WHEN b.state IN ('confirmed', 'released') THEN 'confirmed' ELSE 'offered' END, b.places,
        jsonb_build_object('size', p.size, 'busy', 0)),
      (4, b.changed_at, CASE WHEN b.state = 'cancelled' THEN coalesce(nullif(b.ended_by, 'by_party'), 'left') END,
        NULL, NULL)
    ) AS e (n, at, what, free, detail)
    WHERE e.at IS NOT NULL AND e.what IS NOT NULL
    ORDER BY e.at, e.n > 1, b.line_no, e.n`);
}
