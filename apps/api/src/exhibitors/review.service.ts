import { Injectable } from '@nestjs/common';
import type { decideApplication, In, listApplications, Reply } from '@vagval/contract';
import { BoothsService } from '../halls/booths.service.ts';
import type { Spot } from '../halls/booths.service.ts';
import { Clock } from '../platform/clock.ts';
import { Refusal, refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import type { Tx } from '../platform/database.ts';
import { ApplicationLettersService } from './application-letters.service.ts';
import type { ApplicationMail } from './application-letters.service.ts';
import { ApplicationViewService } from './application-view.service.ts';
import type { View } from './application-view.service.ts';
import { lockReviewedApplication, reviewedApplication } from './applications.sql.ts';
import type { ApplicationRow, Reader } from './applications.sql.ts';
import { noteDone } from './audit.sql.ts';
import { anywhere, mayBePlaced, rolesWith, stateAfter } from './exhibitors.rules.ts';
import type { Decision } from './exhibitors.rules.ts';
import { applicationsTo, reviewedEdition, updateDecision, updatePlaced } from './review.sql.ts';

const reviewers = rolesWith('application.review');
const placers = rolesWith('booth.place');

/** Which mail tells of a decision, and what the audit log calls it. */
const told: Record<Decision, { mail: ApplicationMail; action: string }> = {
  approve: { mail: 'application-approved', action: 'application.approved' },
  ask_completion: { mail: 'application-completion', action: 'completion.asked' },
  decline: { mail: 'application-declined', action: 'application.declined' },
  waiting_list: { mail: 'application-waiting', action: 'application.queued' },
};

/** What staff do with the applications to their own organiser's fairs. `me` is the id of the account. */
@Injectable()
export class ReviewService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly booths: BoothsService,
    private readonly views: ApplicationViewService,
    private readonly letters: ApplicationLettersService,
  ) {}

  /** The counts follow the search and not the state, so that every tab says what it holds. */
  async list(
    me: string,
    slug: string,
    { q, state }: In<typeof listApplications>['query'],
  ): Promise<Reply<typeof listApplications>> {
    const edition = await reviewedEdition(this.db, slug, { account: me, roles: reviewers });
    if (!edition) throw refuse('not_found');
    const rows = await applicationsTo(this.db, edition, q ? anywhere(q) : null);
    const items = rows
      .filter((it) => state === undefined || it.state === state)
      .map((it) => ({ ...it, submittedAt: it.submittedAt?.toISOString() ?? null }));
    const byState: Record<string, number> = {};
    for (const it of rows) byState[it.state] = (byState[it.state] ?? 0) + 1;
    return { items, total: items.length, byState };
  }

  async read(me: string, id: string): Promise<View> {
    const row = await reviewedApplication(this.db, id, { account: me, roles: reviewers });
    if (!row) throw refuse('not_found');
    return this.views.of(row);
  }

  async decide(
    me: string,
    id: string,
    { decision, note }: In<typeof decideApplication>['body'],
  ): Promise<View> {
    const { mail, action } = told[decision];
    await this.db.transaction(async (tx) => {
      const row = await locked(tx, id, { account: me, roles: reviewers });
      const state = stateAfter(row.state, decision);
      if (state instanceof Refusal) throw state;
      const at = this.clock.now();
      await updateDecision(tx, id, { state, note: note || null, at });
      if (state === 'declined') await this.booths.release(tx, id);
      await this.letters.promise(tx, mail, row, at);
      await noteDone(tx, { at, action, editionId: row.editionId, subjectId: id, accountId: me });
    });
    return this.read(me, id);
  }

  /** Gives or moves the booth. Of two who want the same square decimetre, one gets `booth_taken`. */
  async place(me: string, id: string, spot: Spot): Promise<View> {
    const placing = this.db.transaction((tx) => this.placeIn(tx, { me, id }, spot));
    await placing.catch(async (error: unknown) => {
      throw await this.booths.refusalOf(error, spot);
    });
    return this.read(me, id);
  }

  private async placeIn(tx: Tx, { me, id }: { me: string; id: string }, spot: Spot): Promise<void> {
    const row = await locked(tx, id, { account: me, roles: placers });
    const refusal = mayBePlaced(row.state);
    if (refusal) throw refusal;
    const { editionId } = row;
    const { booth, moved } = await this.booths.place(tx, { application: id, edition: editionId }, spot);
    const at = this.clock.now();
    await updatePlaced(tx, id);
    if (moved) await this.letters.promise(tx, 'application-placed', row, at);
    await noteDone(tx, {
      at,
      action: 'booth.placed',
      editionId,
      subjectId: id,
      accountId: me,
      detail: { booth },
    });
  }
}

async function locked(tx: Tx, id: string, reader: Reader): Promise<ApplicationRow> {
  const row = await lockReviewedApplication(tx, id, reader);
  if (!row) throw refuse('not_found');
  return row;
}
