import { Injectable } from '@nestjs/common';
import type { In, listExhibitors, Reply } from '@vagval/contract';
import { EditionsService } from '../editions/editions.service.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import { anywhere } from './exhibitors.rules.ts';
import { exhibitorsOf, findExhibitor } from './exhibitors.sql.ts';
import type { ExhibitorRow } from './exhibitors.sql.ts';

/** The catalogue that everybody reads: the same template for all, in alphabetical order. */
@Injectable()
export class ExhibitorsService {
  constructor(
    private readonly db: Database,
    private readonly editions: EditionsService,
  ) {}

  async list(
    slug: string,
    { q, programme }: In<typeof listExhibitors>['query'],
  ): Promise<Reply<typeof listExhibitors>> {
    const { id } = await this.editions.bySlug(slug);
    const items = await exhibitorsOf(this.db, id, q ? anywhere(q) : null, programme?.toUpperCase() ?? null);
    return { items, total: items.length };
  }

  async read(slug: string, exhibitor: string): Promise<ExhibitorRow> {
    const { id } = await this.editions.bySlug(slug);
    const row = await findExhibitor(this.db, id, exhibitor);
    if (!row) throw refuse('not_found');
    return row;
  }
}
