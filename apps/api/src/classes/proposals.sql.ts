import type { Sql, Tx } from '../platform/database.ts';
import type { SlotOfClass, StoredGroup, StoredProposal } from './classes.sql.ts';

/** A slot that groups of classes could be given. `free` counts neither what is taken nor what is held. */
export interface GroupSlot extends Omit<SlotOfClass, 'startsAt' | 'endsAt'> {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly kind: string;
  readonly audience: readonly string[];
  readonly state: 'open' | 'paused' | 'withdrawn';
  readonly counts: 'persons' | 'parties';
  readonly placeId: string | null;
  readonly hallId: string | null;
  readonly capacity: number;
  readonly free: number;
}

/** All slots of an edition where a group could go: what is during the fair, for classes, counted in persons, of a kind that is visited in groups. */
export function readGroupSlots(sql: Sql, editionId: string): Promise<GroupSlot[]> {
  return sql.rows<GroupSlot>(
    `SELECT s.id, s.activity_id AS activity, a.title AS titles, s.starts_at AS "startsAt", s.ends_at AS "endsAt",
       pl.name AS place, a.kind, a.audience, s.state, k.counts, s.place_id AS "placeId",
       coalesce(pl.parent_id, CASE WHEN pl.kind = 'hall' THEN pl.id END) AS "hallId",
       s.capacity, s.capacity - s.taken - s.held AS free
     FROM slot s JOIN activity a ON a.id = s.activity_id JOIN activity_kind k ON k.key = a.kind
     LEFT JOIN place pl ON pl.id = s.place_id
     WHERE s.edition_id = $1 AND a.phase = 'during' AND a.kind <> 'arrival' AND 'class' = ANY (a.audience)
       AND k.counts = 'persons' AND k.by_groups AND s.state <> 'withdrawn'`,
    [editionId],
  );
}

/** What else these classes do, besides arriving and what their groups visit: nobody is sent anywhere meanwhile. */
export function readBusy(
  sql: Sql,
  partyIds: readonly string[],
): Promise<{ partyId: string; slotId: string; startsAt: Date; endsAt: Date }[]> {
  return sql.rows(
    `SELECT b.party_id AS "partyId", b.slot_id AS "slotId", s.starts_at AS "startsAt", s.ends_at AS "endsAt"
     FROM booking b JOIN slot s ON s.id = b.slot_id JOIN activity a ON a.id = s.activity_id
     WHERE b.party_id = ANY ($1::uuid[]) AND b.state IN ('waiting', 'offered', 'confirmed') AND a.kind <> 'arrival'
       AND NOT (b.state = 'confirmed' AND EXISTS (
         SELECT FROM class_group_visit v WHERE v.party_id = b.party_id AND v.slot_id = b.slot_id))`,
    [partyIds],
  );
}

/** The proposal of a locked class, if it still stands. */
export async function readProposal(tx: Tx, partyId: string, now: Date): Promise<StoredProposal | undefined> {
  const [row] = await tx.rows<StoredProposal & { until: Date }>(
    `SELECT hold_id AS "holdId", until, groups, reasons FROM class_proposal
     WHERE party_id = $1 AND (hold_id IS NOT NULL OR until > $2)`,
    [partyId, now],
  );
  return row && { ...row, until: row.until.toISOString() };
}

/** Replaces the proposal of a locked class. */
export async function writeProposal(
  tx: Tx,
  partyId: string,
  it: {
    holdId: string | null;
    until: Date;
    groups: readonly StoredGroup[];
    reasons: readonly object[];
    splitId: string | null;
  },
): Promise<void> {
  await tx.rows(
    `INSERT INTO class_proposal (party_id, hold_id, until, groups, reasons, split_id) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (party_id) DO UPDATE SET hold_id = excluded.hold_id, until = excluded.until, groups = excluded.groups,
       reasons = excluded.reasons, split_id = excluded.split_id`,
    [partyId, it.holdId, it.until, JSON.stringify(it.groups), JSON.stringify(it.reasons), it.splitId],
  );
}

export async function deleteProposal(tx: Tx, partyId: string): Promise<void> {
  await tx.rows('DELETE FROM class_proposal WHERE party_id = $1', [partyId]);
}
