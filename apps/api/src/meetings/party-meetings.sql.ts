import type { Sql } from '../platform/database.ts';

export interface PartyMeetingRow {
  readonly booking: string;
  readonly slot: string;
  readonly state: 'waiting' | 'offered' | 'confirmed';
  readonly title: Record<string, string>;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly takesQuestions: boolean;
  readonly online: boolean;
  readonly joinUrl: string | null;
  readonly questions: readonly {
    id: string;
    text: string;
    locale: 'sv' | 'en' | 'ar';
    state: 'new' | 'approved' | 'hidden' | 'answered';
    madeAt: string;
  }[];
  readonly material: readonly { id: string; title: Record<string, string>; url: string; addedAt: string }[];
}

/** The standing bookings of a party with its questions and the slots' material, in order of time. */
export const partyMeetings = (sql: Sql, party: string): Promise<PartyMeetingRow[]> =>
  sql.rows<PartyMeetingRow>(
    `SELECT b.id booking, s.id slot, b.state, a.title, s.starts_at "startsAt", s.ends_at "endsAt",
       k.takes_questions "takesQuestions", coalesce(p.kind = 'online', false) online, s.join_url "joinUrl",
       (SELECT coalesce(json_agg(json_build_object('id', q.id, 'text', q.text, 'locale', q.locale, 'state', q.state,
                 'madeAt', q.made_at) ORDER BY q.made_at, q.id), '[]')
        FROM slot_question q WHERE q.booking_id = b.id AND q.party_id = b.party_id) questions,
       (SELECT coalesce(json_agg(json_build_object('id', x.id, 'title', x.title, 'url', x.url, 'addedAt', x.added_at)
                 ORDER BY x.added_at, x.id), '[]')
        FROM slot_material x WHERE x.slot_id = s.id) material
     FROM booking b JOIN slot s ON s.id = b.slot_id JOIN activity a ON a.id = s.activity_id
     JOIN activity_kind k ON k.key = a.kind LEFT JOIN place p ON p.id = s.place_id
     WHERE b.party_id = $1 AND b.state IN ('waiting', 'offered', 'confirmed')
     ORDER BY s.starts_at, b.id`,
    [party],
  );

/** The interpreter a party asks for; undefined when the link does not lead to it any more. */
export async function interpreterOf(
  sql: Sql,
  party: { id: string; revision: number },
): Promise<{ language: string | null; variety: string | null } | undefined> {
  const [row] = await sql.rows<{ language: string | null; variety: string | null }>(
    `SELECT interpreter_language "language", interpreter_variety variety FROM party
     WHERE id = $1 AND link_revision = $2`,
    [party.id, party.revision],
  );
  return row;
}
