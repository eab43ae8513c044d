import { Injectable } from '@nestjs/common';
import type { addOpening, changeOpening, In, listOpenings, OpeningEffect, Reply } from '@vagval/contract';
import type * as z from 'zod';
import type { Edition } from '../editions/editions.service.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { constraintOf, Database } from '../platform/database.ts';
import type { Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { rehearsed } from '../platform/rehearsal.ts';
import { Desk } from './desk.service.ts';
import type { Planner } from './desk.service.ts';
import { invalid } from './invalid.rules.ts';
import {
  closeOpening,
  insertOpening,
  isKind,
  openingsOf,
  slotsToCome,
  updateOpening,
} from './openings.sql.ts';
import type { OpeningRow } from './openings.sql.ts';
import { changedBy, isRegistering } from './planning.rules.ts';
import { instantAt } from './series.rules.ts';

type EffectView = z.output<typeof OpeningEffect>;
type Walls = Pick<In<typeof addOpening>['body'], 'opensDay' | 'opensTime' | 'closesDay' | 'closesTime'>;
type Change = (tx: Tx) => Promise<void>;

const unique = 'opening_edition_id_of_audience_key';

/** When what can be booked by whom, to the minute on the wall where the edition is. */
@Injectable()
export class Openings {
  constructor(
    private readonly db: Database,
    private readonly desk: Desk,
  ) {}

  async list(me: string, slug: string): Promise<Reply<typeof listOpenings>> {
    const edition = await this.desk.edition(me, slug);
    const now = this.desk.now();
    const items = (await openingsOf(this.db, edition.id)).map((it) => viewOf(it, now));
    return { items, total: items.length };
  }

  async add({ me, preview }: Planner, slug: string, it: In<typeof addOpening>['body']): Promise<EffectView> {
    const edition = await this.desk.edition(me, slug);
    const general = it.of === 'booking' || it.of === 'registration';
    if (!general && !(await isKind(this.db, it.of))) throw invalid('/body/of', 'unknown');
    const id = newId();
    const times = timesOf(it, edition);
    const audience = it.of === 'registration' ? null : (it.audience ?? null);
    return this.carryOut({ edition, id, me, preview }, 'opening.added', (tx) =>
      insertOpening(tx, { ...times, id, editionId: edition.id, of: it.of, audience }).catch(existing),
    );
  }

  async change(
    { me, preview }: Planner,
    id: string,
    it: In<typeof changeOpening>['body'],
  ): Promise<EffectView> {
    const edition = await this.desk.editionOf(me, 'opening', id);
    const times = timesOf(it, edition);
    return this.carryOut({ edition, id, me, preview }, 'opening.changed', (tx) =>
      updateOpening(tx, id, times),
    );
  }

  async end({ me, preview }: Planner, id: string): Promise<EffectView> {
    const edition = await this.desk.editionOf(me, 'opening', id);
    return this.carryOut({ edition, id, me, preview }, 'opening.ended', (tx) =>
      closeOpening(tx, id, this.desk.now()),
    );
  }

  /** Makes the change, or only tries it, and says what it opens and closes at once. */
  private carryOut(
    { edition, id, me, preview }: Planner & { edition: Edition; id: string },
    action: string,
    change: Change,
  ): Promise<EffectView> {
    return rehearsed(this.db, preview, async (tx) => {
      const now = this.desk.now();
      const before = await openingsOf(tx, edition.id);
      await change(tx);
      const after = await openingsOf(tx, edition.id);
      await this.desk.record(tx, { action, edition, id, me });
      const changed = changedBy(await slotsToCome(tx, edition.id, now), { before, after }, now);
      return { id, preview, ...changed, registration: registration(before, after, now) };
    });
  }
}

function registration(
  before: readonly OpeningRow[],
  after: readonly OpeningRow[],
  now: Date,
): EffectView['registration'] {
  const [was, is] = [isRegistering(before, now), isRegistering(after, now)];
  if (was === is) return null;
  return is ? 'opens' : 'closes';
}

function timesOf(it: Walls, { timeZone }: Edition): { opensAt: Date; closesAt: Date } {
  const opensAt = instantAt(it.opensDay, it.opensTime, timeZone);
  const closesAt = instantAt(it.closesDay, it.closesTime, timeZone);
  if (!opensAt) throw invalid('/body/opensTime', 'no_time');
  if (!closesAt) throw invalid('/body/closesTime', 'no_time');
  if (closesAt <= opensAt) throw invalid('/body/closesDay', 'before_start');
  return { opensAt, closesAt };
}

const existing = (error: unknown): never => {
  throw constraintOf(error) === unique ? refuse('opening_exists') : error;
};

const viewOf = (it: OpeningRow, now: Date) => ({
  ...it,
  opensAt: it.opensAt.toISOString(),
  closesAt: it.closesAt.toISOString(),
  state: stateOf(it, now),
});

const stateOf = ({ opensAt, closesAt }: OpeningRow, now: Date): 'coming' | 'open' | 'closed' => {
  if (now < opensAt) return 'coming';
  return now < closesAt ? 'open' : 'closed';
};
