import { Injectable } from '@nestjs/common';
import type { addCrew, In, listCrew, Reply } from '@vagval/contract';
import { refuse } from '../platform/contract/refusal.ts';
import { constraintOf, Database } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { crewOf, deleteCrew, insertCrew, updateCrew } from './crew.sql.ts';
import { Desk } from './desk.service.ts';

type Fields = In<typeof addCrew>['body'];

/** People who work at an edition: hosts, speakers and language guides. */
@Injectable()
export class Crew {
  constructor(
    private readonly db: Database,
    private readonly desk: Desk,
  ) {}

  async list(me: string, slug: string): Promise<Reply<typeof listCrew>> {
    const edition = await this.desk.edition(me, slug);
    const items = await crewOf(this.db, edition.id);
    return { items, total: items.length };
  }

  async add(me: string, slug: string, fields: Fields): Promise<{ id: string }> {
    const edition = await this.desk.edition(me, slug);
    const id = newId();
    await this.db
      .transaction(async (tx) => {
        await insertCrew(tx, edition.id, { ...fields, id });
        await this.desk.record(tx, { action: 'crew.added', edition, id, me });
      })
      .catch(nameTaken);
    return { id };
  }

  async change(me: string, id: string, fields: Fields): Promise<{ id: string }> {
    const edition = await this.desk.editionOf(me, 'crew', id);
    await this.db
      .transaction(async (tx) => {
        await updateCrew(tx, { ...fields, id });
        await this.desk.record(tx, { action: 'crew.changed', edition, id, me });
      })
      .catch(nameTaken);
    return { id };
  }

  async remove(me: string, id: string): Promise<{ id: string }> {
    const edition = await this.desk.editionOf(me, 'crew', id);
    await this.db.transaction(async (tx) => {
      await deleteCrew(tx, id);
      await this.desk.record(tx, { action: 'crew.removed', edition, id, me });
    });
    return { id };
  }
}

const nameTaken = (error: unknown): never => {
  throw constraintOf(error) === 'crew_name' ? refuse('crew_name_taken') : error;
};
