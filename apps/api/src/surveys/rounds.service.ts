import { Injectable } from '@nestjs/common';
import type { Reply, startRound as StartRound } from '@vagval/contract';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { constraintOf, Database } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { announce } from '../platform/outbox.sql.ts';
import { isOpen, segmentsOf } from './asking.rules.ts';
import type { SegmentKey } from './asking.rules.ts';
import { countRound, insertRound, lockRound, moveRound, readRound, surveyWithId } from './asking.sql.ts';
import type { AskedSurvey, RoundRow } from './asking.sql.ts';
import { countSegment, invite, promiseInvitations } from './invitations.sql.ts';

type View = Reply<typeof StartRound>;

export const roundTopic = 'surveys.round';
/** So many letters a transaction: few enough that a stop is felt within a second. */
const batch = 250;
const underWay = ['waiting', 'running', 'stopping'] as const;

/** Rounds of letters to many: begun by staff, done by a worker, stopped and begun again without a second letter. */
@Injectable()
export class Rounds {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  async start(survey: AskedSurvey, segment: SegmentKey, accountId: string): Promise<View> {
    const now = this.clock.now();
    if (!segmentsOf[survey.audience].includes(segment)) throw refuse('segment_unknown');
    if (!isOpen(survey, now)) throw refuse('letters_need_open');
    const { due } = await countSegment(this.db, survey.id, segment);
    if (due === 0) throw refuse('nobody_to_ask');
    const id = newId();
    try {
      await this.db.transaction(async (tx) => {
        await insertRound(tx, { id, survey, segment, of: due, now, accountId });
        await announce(tx, roundTopic, id);
      });
    } catch (error) {
      if (constraintOf(error) === 'survey_round_one') throw refuse('round_running');
      throw error;
    }
    return this.view(survey, id);
  }

  /** What has been promised is sent. A round that nobody has begun is stopped at once. */
  async stop(survey: AskedSurvey, id: string): Promise<View> {
    await this.view(survey, id);
    const now = this.clock.now();
    await moveRound(this.db, id, { from: ['waiting'], to: 'stopped', now });
    await moveRound(this.db, id, { from: ['running'], to: 'stopping', now });
    return this.view(survey, id);
  }

  /** Does a round, or goes on with it where another worker died. */
  async run(id: string): Promise<void> {
    await moveRound(this.db, id, { from: ['waiting'], to: 'running', now: this.clock.now() });
    while (await this.next(id));
  }

  /** Told to staff instead of trying for ever. */
  async giveUp(id: string): Promise<void> {
    await moveRound(this.db, id, { from: underWay, to: 'failed', now: this.clock.now() });
  }

  /** Invites and promises letters to a few more; false when there is no more to do. One worker at a time: the row is locked. */
  private next(id: string): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const round = await lockRound(tx, id);
      if (round?.state !== 'running' && round?.state !== 'stopping') return false;
      const survey = await surveyWithId(tx, round.surveyId);
      if (round.state === 'stopping' || !survey || !isOpen(survey, now)) {
        await moveRound(tx, id, { from: underWay, to: 'stopped', now });
        return false;
      }
      await invite(tx, round.surveyId, round.segment, { limit: batch, now });
      const letters = await promiseInvitations(tx, round.surveyId, { limit: batch, now });
      await countRound(tx, id, letters);
      if (letters === 0) await moveRound(tx, id, { from: underWay, to: 'done', now });
      return letters > 0;
    });
  }

  private async view(survey: AskedSurvey, id: string): Promise<View> {
    const row = await readRound(this.db, id);
    if (row?.surveyId !== survey.id) throw refuse('not_found');
    return roundView(row);
  }
}

export const roundView = (row: RoundRow): View => ({
  id: row.id,
  segment: row.segment,
  state: row.state,
  done: row.done,
  of: row.of,
  startedAt: row.startedAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
});
