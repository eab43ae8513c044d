import { Injectable } from '@nestjs/common';
import type { BoothView } from '@vagval/contract';
import type * as z from 'zod';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { constraintOf, Database } from '../platform/database.ts';
import type { Sql, Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import type { BoothRow } from './booths.sql.ts';
import {
  boothInTheWay,
  boothsOf,
  drawBooth,
  findBooth,
  freeBooths,
  freeBySize,
  giveBooth,
  holdBooth,
  lockBooths,
  releaseHolds,
} from './booths.sql.ts';
import { findHall } from './halls.sql.ts';
import { decimetresOf, fits, metresOf } from './halls.rules.ts';
import type { Rectangle } from './halls.rules.ts';

const holdMinutes = 15;
const wrongSize = refuse('invalid', {
  errors: [{ path: '/body/booth', code: 'other_size', message: 'The booth is of another size' }],
});

/** An application, known here by its ids alone. */
export interface For {
  readonly application: string;
  readonly edition: string;
}

/** A place on the plan: a booth that is there, or a rectangle in metres to draw. */
export type Spot = { readonly booth: string } | Drawing;
type Drawing = Rectangle & { readonly hall: string; readonly code: string };

/** Who stands where. What may overlap, and who comes first, is decided by the database (I4). */
@Injectable()
export class BoothsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** What an application holds and has been given. */
  async of(application: string) {
    const rows = await boothsOf(this.database, application, this.clock.now());
    const held = rows.find(({ heldUntil }) => heldUntil);
    const placed = rows.find(({ heldUntil }) => !heldUntil);
    return {
      held: held ? boothView(held) : null,
      heldUntil: held?.heldUntil?.toISOString() ?? null,
      placed: placed ? boothView(placed) : null,
    };
  }

  /** Booths left per size for this application; a size that is not on the plan is not in the map. */
  async left(sql: Sql, { application, edition }: For): Promise<ReadonlyMap<string, number>> {
    const rows = await freeBySize(sql, edition, application, this.clock.now());
    return new Map(rows.map(({ size, free }) => [size, free]));
  }

  /** Holds one booth for a while and lets go of any other; without one it only lets go. */
  async hold(
    tx: Tx,
    { application, edition }: For,
    wish: { booth?: string | undefined; size: string },
  ): Promise<void> {
    const { booth } = wish;
    await lockBooths(tx, application, booth ?? null);
    await releaseHolds(tx, application, booth ?? null);
    if (booth === undefined) return;
    const found = await findBooth(tx, edition, booth);
    if (!found) throw refuse('not_found');
    if (found.size !== wish.size) throw wrongSize;
    const now = this.clock.now();
    const until = new Date(now.getTime() + holdMinutes * 60_000);
    if (!(await holdBooth(tx, { application, booth, now, until })))
      throw refuse('booth_taken', { booth: found.code });
  }

  /** Lets go of everything the application holds. */
  release(tx: Tx, application: string): Promise<void> {
    return releaseHolds(tx, application, null);
  }

  /** Gives the application its one booth, and frees the one it had. `moved`: it has another number or hall than before. */
  async place(tx: Tx, it: For, spot: Spot): Promise<{ booth: string; moved: boolean }> {
    const known = await boothsOf(tx, it.application, this.clock.now());
    const before = known.find(({ heldUntil }) => !heldUntil);
    await lockBooths(tx, it.application, 'booth' in spot ? spot.booth : null);
    const booth = 'booth' in spot ? await this.give(tx, it, spot.booth) : await this.draw(tx, it, spot);
    await freeBooths(tx, it.application, booth);
    await releaseHolds(tx, it.application, null);
    return { booth, moved: before?.id !== booth || ('hall' in spot && spot.hall !== before.hallId) };
  }

  /** The refusal behind an error of `place`, once its transaction has been rolled back; any other error as it is. */
  async refusalOf(error: unknown, spot: Spot): Promise<unknown> {
    if ('booth' in spot || constraintOf(error) !== 'booth_no_overlap') return error;
    const code = await boothInTheWay(this.database, spot.hall, spot.code, decimetresOf(spot));
    return refuse('booth_taken', { booth: code ?? spot.code });
  }

  private async give(tx: Tx, { application, edition }: For, booth: string): Promise<string> {
    const found = await findBooth(tx, edition, booth);
    if (!found) throw refuse('not_found');
    const given = await giveBooth(tx, booth, application, this.clock.now());
    if (!given) throw refuse('booth_taken', { booth: found.code });
    return booth;
  }

  private async draw(tx: Tx, it: For, spot: Drawing): Promise<string> {
    const hall = await findHall(tx, it.edition, spot.hall);
    if (!hall) throw refuse('not_found');
    const rectangle = decimetresOf(spot);
    if (!fits(rectangle, hall)) throw refuse('booth_outside');
    const { hall: hallId, code } = spot;
    const booth = await drawBooth(tx, { ...it, ...rectangle, id: newId(), hall: hallId, code });
    if (!booth) throw refuse('booth_code_taken');
    return booth;
  }
}

const boothView = (it: BoothRow): z.output<typeof BoothView> => ({
  id: it.id,
  code: it.code,
  hall: { id: it.hallId, name: it.hallName },
  size: it.size,
  ...metresOf(it),
});
