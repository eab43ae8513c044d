import { Injectable } from '@nestjs/common';
import type { ClassView, handOver, In } from '@vagval/contract';
import type * as z from 'zod';
import { Visits } from '../bookings/visits.service.ts';
import { Mail } from '../mail/mail.service.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { Limits } from '../platform/limits.ts';
import { ClassPages } from './class-pages.service.ts';
import type { Teacher } from './class-pages.service.ts';
import { insertHandOver, revokeLinks } from './classes.sql.ts';

type View = Promise<z.output<typeof ClassView>>;

const handOversADay = { points: 30, seconds: 86_400 };

/** Somebody else takes the class to the fair. */
@Injectable()
export class HandOvers {
  constructor(
    private readonly db: Database,
    private readonly pages: ClassPages,
    private readonly visits: Visits,
    private readonly mail: Mail,
    private readonly limits: Limits,
  ) {}

  /** Mails the class's own page to whoever goes instead; addresses are counted, since the mail goes to a stranger. */
  async make(teacher: Teacher, id: string, it: In<typeof handOver>['body']): View {
    await this.pages.own(this.db, teacher, id);
    await this.limits.take('hand-over', teacher.account.id, handOversADay);
    return this.pages.changing(teacher, id, async ({ tx, row, now }) => {
      if (row.state === 'cancelled') throw refuse('party_cancelled');
      const handOverId = newId();
      await insertHandOver(tx, { id: handOverId, partyId: row.id, email: it.email, now });
      await this.mail.promise(tx, {
        kind: 'class-handed-over',
        purposeKey: `hand-over:${handOverId}`,
        partyId: row.id,
        locale: it.locale ?? row.locale,
        editionId: row.edition.id,
      });
    });
  }

  /** The ticket bears the link's revision, so the teacher gets a new one. */
  revoke(teacher: Teacher, id: string): View {
    return this.pages.changing(teacher, id, async ({ tx, row, visit, now }) => {
      if (row.state === 'cancelled') throw refuse('party_cancelled');
      if (row.handOvers.every(({ revokedAt }) => revokedAt !== null)) return;
      await revokeLinks(tx, row.id, now);
      if (row.window) await this.visits.tell(tx, visit, { now, action: 'class.links-revoked' });
    });
  }
}
