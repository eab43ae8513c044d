import { Injectable } from '@nestjs/common';
import type { addMaterial, In, Reply } from '@vagval/contract';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { deleteMaterial, insertMaterial, materialView, promiseMaterial } from './material.sql.ts';
import { slotOf, staffOf } from './meetings.sql.ts';

/** What those who came can read afterwards. */
@Injectable()
export class Material {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  add(
    account: string,
    slot: string,
    { title, url }: In<typeof addMaterial>['body'],
  ): Promise<Reply<typeof addMaterial>> {
    const at = this.clock.now();
    return this.db.transaction(async (tx) => {
      const found = await slotOf(tx, slot, staffOf(account));
      if (!found) throw refuse('not_found');
      const row = await insertMaterial(tx, { id: newId(), slot: found.id, title, url, at, account });
      if (!row) throw refuse('material_known');
      return materialView(row);
    });
  }

  remove(account: string, material: string): Promise<void> {
    return this.db.transaction(async (tx) => {
      if (!(await deleteMaterial(tx, material, staffOf(account)))) throw refuse('not_found');
    });
  }

  /** Mails what has been added to those who came, once the meeting is over. */
  mail(): Promise<number> {
    return this.db.transaction((tx) => promiseMaterial(tx, this.clock.now()));
  }
}
