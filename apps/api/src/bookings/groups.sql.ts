import type { Sql } from '../platform/database.ts';

/** A group of a class and where it goes, in the order of time; visits that are no longer booked are left out. */
export interface GroupRow {
  readonly no: number;
  readonly size: number;
  readonly visits: readonly {
    readonly slotId: string;
    readonly startsAt: string;
    readonly title: Record<string, string>;
  }[];
}

/** The accepted groups of a party; none unless it is a class that has been split. */
export function readGroups(sql: Sql, partyId: string): Promise<GroupRow[]> {
  return sql.rows<GroupRow>(
    `SELECT g.no, g.size, json_agg(json_build_object('slotId', s.id, 'startsAt', s.starts_at, 'title', a.title)
              ORDER BY s.starts_at) AS visits
     FROM class_group g JOIN class_group_visit v ON v.party_id = g.party_id AND v.no = g.no
     JOIN booking b ON b.party_id = g.party_id AND b.slot_id = v.slot_id AND b.state IN ('confirmed', 'released')
     JOIN slot s ON s.id = v.slot_id JOIN activity a ON a.id = s.activity_id
     WHERE g.party_id = $1 GROUP BY g.no, g.size ORDER BY g.no`,
    [partyId],
  );
}
