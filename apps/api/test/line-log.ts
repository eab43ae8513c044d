import { replayLine } from '../src/bookings/line-replay.rules.ts';
import type { LineEvent } from '../src/bookings/line-replay.rules.ts';
import type { Sql } from '../src/platform/database.ts';

interface Standing {
  bookingId: string;
  state: 'waiting' | 'offered';
  places: number;
  partOk: boolean;
}
type Logged = Omit<LineEvent, 'at'> & { at: string };

// One statement, so that the log and the bookings are of the same instant.
const text = `
  SELECT s.id, s.starts_at AS "startsAt",
    (SELECT coalesce(json_agg(json_build_object('id', e.id, 'at', e.at, 'bookingId', e.booking_id, 'what', e.what,
       'places', e.places, 'free', e.free, 'detail', e.detail) ORDER BY e.id), '[]')
     FROM line_event e WHERE e.slot_id = s.id) AS events,
    (SELECT coalesce(json_agg(json_build_object('bookingId', b.id, 'state', b.state, 'places', b.places,
       'partOk', b.part_ok) ORDER BY b.line_no), '[]')
     FROM booking b WHERE b.slot_id = s.id AND b.state IN ('waiting', 'offered')) AS standing
  FROM slot s
  WHERE EXISTS (SELECT FROM line_event WHERE slot_id = s.id)
     OR EXISTS (SELECT FROM booking WHERE slot_id = s.id AND state IN ('waiting', 'offered'))`;

/** The lines whose log differs from the rules, or does not end in the line as it stands in the table. */
export async function unfairLines(sql: Sql): Promise<object[]> {
  const slots = await sql.rows<{ id: string; startsAt: Date; events: Logged[]; standing: Standing[] }>(text);
  return slots.flatMap<object>(({ id, startsAt, events, standing }) => {
    const log = events.map((it) => ({ ...it, at: new Date(it.at) }));
    const { difference, line, offers } = replayLine(log, { startsAt });
    if (difference) return [{ slot: id, ...difference }];
    const ended = [linesOf(line), offersOf(offers)].join('; ');
    const stands = [
      linesOf(standing.filter(({ state }) => state === 'waiting')),
      offersOf(
        new Map(standing.filter((it) => it.state === 'offered').map((it) => [it.bookingId, it.places])),
      ),
    ].join('; ');
    return ended === stands ? [] : [{ slot: id, ended, stands }];
  });
}

const linesOf = (line: readonly Omit<Standing, 'state'>[]): string =>
  line
    .map(({ bookingId, places, partOk }) => `${bookingId} ${places}${partOk ? ' or fewer' : ''}`)
    .join(', ');

const offersOf = (offers: ReadonlyMap<string, number>): string =>
  [...offers]
    .map(([bookingId, places]) => `${bookingId} ${places}`)
    .sort()
    .join(', ');
