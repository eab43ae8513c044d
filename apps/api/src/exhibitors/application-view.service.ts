import { Injectable } from '@nestjs/common';
import type { readApplication, Reply } from '@vagval/contract';
import { BoothsService } from '../halls/booths.service.ts';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database.ts';
import type { Sql } from '../platform/database.ts';
import { lastSize } from './applications.sql.ts';
import type { ApplicationRow } from './applications.sql.ts';
import { tasksOf } from './exhibitors.rules.ts';
import type { Answers } from './exhibitors.rules.ts';
import { acceptanceOf, currentGuidelines, sizesOf } from './steps.sql.ts';

export type View = Reply<typeof readApplication>;

/** One application as both the exhibitor and staff read it. */
@Injectable()
export class ApplicationViewService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly booths: BoothsService,
  ) {}

  async of(row: ApplicationRow): Promise<View> {
    const [answered, booth, sizes, lastYear] = await Promise.all([
      this.answers(this.db, row),
      this.booths.of(row.id),
      this.sizes(row),
      lastSize(this.db, row.editionId, row.organisationId),
    ]);
    return {
      ...wordsOf(row),
      guidelines: answered.guidelines,
      booth: { size: row.boothSize, wishes: row.boothWishes, ...booth },
      tasks: tasksOf(answered.answers),
      sizes,
      lastYear: lastYear ?? null,
    };
  }

  /** What the rules judge, and the guidelines that went into it. */
  async answers(
    sql: Sql,
    row: ApplicationRow,
  ): Promise<{ answers: Answers; guidelines: View['guidelines'] }> {
    const current = await currentGuidelines(sql, row.editionId, this.clock.now());
    const accepted = await acceptanceOf(sql, row.id);
    return {
      answers: answersOf(row, current?.version ?? null, accepted?.version ?? null),
      guidelines: {
        version: current?.version ?? 0,
        title: current?.title ?? {},
        body: current?.body ?? {},
        accepted: accepted ? { ...accepted, at: accepted.at.toISOString() } : null,
      },
    };
  }

  private async sizes(row: ApplicationRow): Promise<View['sizes']> {
    const left = await this.booths.left(this.db, { application: row.id, edition: row.editionId });
    return (await sizesOf(this.db, row.editionId)).map((it) => ({ ...it, left: left.get(it.key) ?? 0 }));
  }
}

const answersOf = (row: ApplicationRow, guidelines: number | null, accepted: number | null): Answers => ({
  state: row.state,
  kind: row.kind,
  guidelines,
  accepted,
  basics: {
    displayName: row.displayName,
    contactName: row.contactName,
    contactEmail: row.contactEmail,
    contactPhone: row.contactPhone,
  },
  boothSize: row.boothSize,
  boothWishes: row.boothWishes,
  programmes: row.programmes,
  programmesSaved: row.programmesSavedAt !== null,
});

const wordsOf = (row: ApplicationRow) => ({
  id: row.id,
  edition: { slug: row.slug, name: row.editionName },
  organisation: { id: row.organisationId, name: row.organisationName, kind: row.kind },
  state: row.state,
  note: row.note,
  basics: basicsOf(row),
  programmes: row.programmes,
  presentation: row.presentation,
  closesAt: row.closesAt?.toISOString() ?? null,
  savedAt: row.savedAt.toISOString(),
  submittedAt: row.submittedAt?.toISOString() ?? null,
});

/** Only what has been answered: an absent field is an empty one. */
function basicsOf(row: ApplicationRow): View['basics'] {
  const { displayName, contactName, contactEmail, contactPhone, website } = row;
  const { organisationNumber, invoiceAddress, invoiceReference, peppolId } = row;
  return Object.fromEntries(
    Object.entries({
      ...{ displayName, contactName, contactEmail, contactPhone, website },
      ...{ organisationNumber, invoiceAddress, invoiceReference, peppolId },
    }).filter(([, value]) => value !== null),
  );
}
