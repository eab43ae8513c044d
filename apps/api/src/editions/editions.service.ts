import { Injectable } from '@nestjs/common';
import type { EditionView } from '@vagval/contract';
import type * as z from 'zod';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import type { Opening } from './editions.rules.ts';
import { editionWithId, editionWithSlug, publishedEditions } from './editions.sql.ts';
import type { EditionRow } from './editions.sql.ts';

export { openingFor } from './editions.rules.ts';
export type { Audience, Opening, OpeningState } from './editions.rules.ts';

type View = z.output<typeof EditionView>;

/** An edition as other features need it: instants are dates. */
export interface Edition extends Omit<EditionRow, 'days' | 'openings'> {
  readonly days: readonly { readonly date: string; readonly opensAt: Date; readonly closesAt: Date }[];
  readonly openings: readonly Opening[];
}

@Injectable()
export class EditionsService {
  constructor(private readonly db: Database) {}

  /** The edition with this slug; refuses with not_found. Planned ones exist for staff, who pass `planned`. */
  async bySlug(slug: string, { planned = false } = {}): Promise<Edition> {
    const [row] = await editionWithSlug(this.db, slug);
    if (!row || (row.state === 'planned' && !planned)) throw refuse('not_found');
    return editionOf(row);
  }

  /** The edition with this slug for its organiser's own people, planned or not; for anybody else there is none (not_found). */
  async own(slug: string, { organisers }: Pick<CallerAccount, 'organisers'>): Promise<Edition> {
    const edition = await this.bySlug(slug, { planned: true });
    if (!organisers.includes(edition.organiserId)) throw refuse('not_found');
    return edition;
  }

  /** The edition with this id; refuses with not_found. */
  async byId(id: string): Promise<Edition> {
    const [row] = await editionWithId(this.db, id);
    if (!row) throw refuse('not_found');
    return editionOf(row);
  }

  /** The edition that is being prepared or held; refuses with not_found when there is none. */
  async current(): Promise<View> {
    const row = (await publishedEditions(this.db)).find(({ state }) => state === 'current');
    if (!row) throw refuse('not_found');
    return viewOf(row);
  }

  /** All published editions, newest first. */
  async list(): Promise<{ items: View[]; total: number }> {
    const items = (await publishedEditions(this.db)).map(viewOf);
    return { items, total: items.length };
  }
}

const span = <T extends { opensAt: string; closesAt: string }>(it: T) => ({
  ...it,
  opensAt: new Date(it.opensAt),
  closesAt: new Date(it.closesAt),
});

const editionOf = (row: EditionRow): Edition => ({
  ...row,
  days: row.days.map(span),
  openings: row.openings.map(span) as unknown as Opening[],
});

const viewOf = (row: EditionRow): View => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  fair: { slug: row.fairSlug, name: row.fairName, organiser: row.organiser },
  venue: row.venue,
  contactEmail: row.contactEmail,
  timeZone: row.timeZone,
  state: row.state,
  days: [...row.days],
  openings: [...row.openings],
  exhibitors: row.exhibitors,
});
