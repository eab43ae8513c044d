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

interface Bearer {
  readonly id: string;
  readonly revision: number;
}

/**
 * The standing bookings of a party with its questions and the slots' material, in order of time; undefined when the
 * link does not lead to it any more.
 */
export async function partyMeetings(sql: Sql, party: Bearer): Promise<PartyMeetingRow[] | undefined> {
  const known = await sql.rows('SELECT id FROM party WHERE id = $1 AND link_revision = $2', [
    party.id,
    party.revision,
  ]);
  return known.length > 0 ? sql.rows<PartyMeetingRow>(meetingsText, [party.id]) : undefined;
}

const meetingsText = `
SELECT b.id booking, s.id slot, b.state, a.title, s.starts_at "startsAt", s.ends_at "endsAt",
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
     ORDER BY s.starts_at, b.id`;
