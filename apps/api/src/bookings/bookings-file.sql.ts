import { batchesOf } from '../platform/cursor.sql.ts';
import type { Tx } from '../platform/database.ts';

/** One booking without anything that says who it is; instants as the clock at the fair shows them. */
export interface BookingLine {
  readonly slot: string;
  readonly activity: string;
  readonly kind: string;
  readonly starts: string;
  readonly language: string | null;
  readonly place: string | null;
  readonly party: 'family' | 'single' | 'group' | 'class';
  readonly size: number;
  readonly grade: string | null;
  readonly municipality: string | null;
  readonly state: 'waiting' | 'offered' | 'confirmed' | 'cancelled' | 'released';
  readonly places: number;
  readonly came: number | null;
}

/** Every booking of an edition in the order of time; of who is protected neither grade nor municipality is told. */
export const bookingLines = (tx: Tx, edition: string, locale: string): AsyncGenerator<BookingLine[]> =>
  batchesOf<BookingLine>(
    tx,
    `SELECT s.id AS slot, coalesce(a.title ->> $2, a.title ->> 'sv') AS activity,
       coalesce(k.title ->> $2, k.title ->> 'sv') AS kind,
       to_char(s.starts_at AT TIME ZONE e.time_zone, 'YYYY-MM-DD HH24:MI') AS starts, s.language, place.name AS place,
       p.kind AS party, p.size, CASE WHEN NOT p.protected THEN p.grade END AS grade,
       CASE WHEN NOT p.protected THEN m.name END AS municipality, b.state, b.places, b.came
     FROM booking b JOIN slot s ON s.id = b.slot_id JOIN activity a ON a.id = s.activity_id
     JOIN activity_kind k ON k.key = a.kind JOIN edition e ON e.id = b.edition_id JOIN party p ON p.id = b.party_id
     LEFT JOIN place ON place.id = s.place_id LEFT JOIN municipality m ON m.code = p.municipality
     WHERE b.edition_id = $1 ORDER BY s.starts_at, s.id, b.id`,
    [edition, locale],
  );

/** How many bookings an edition has, whatever became of them. */
export async function countBookings(tx: Tx, edition: string): Promise<number> {
  const [row] = await tx.rows<{ count: number }>(
    'SELECT count(*) AS count FROM booking WHERE edition_id = $1',
    [edition],
  );
  return row?.count ?? 0;
}
