import { Injectable } from '@nestjs/common';
import type {
  changePlaced,
  In,
  listSurveys,
  placeQuestion,
  readSurvey,
  Reply,
  writeSurvey,
} from '@vagval/contract';
import { EditionsService } from '../editions/editions.service.ts';
import type { Edition } from '../editions/editions.service.ts';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import type { Sql, Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { Ballots } from './ballots.service.ts';
import { noteSurveys } from './bank.sql.ts';
import { arranged, missingIn, unfit } from './building.rules.ts';
import type { State } from './building.rules.ts';
import {
  closeEnded,
  deleteDraft,
  earlierSurveys,
  insertSurvey,
  lockSurvey,
  moveSurvey,
  offered,
  placedOf,
  surveyOf,
  surveysOf,
  writePlaced,
  writeWords,
} from './building.sql.ts';
import type { Placing, PlacedRow, SurveyRow } from './building.sql.ts';
import {
  copied,
  earlierView,
  emptyTexts,
  lineOf,
  reopens,
  surveyView,
  wrongTimes,
} from './building.views.ts';

type View = Reply<typeof readSurvey>;
type Params = In<typeof readSurvey>['params'];
type Keyed = Params & { readonly key: string };

/** Somebody at work on a survey: the row is locked until the transaction ends. */
interface Work {
  readonly tx: Tx;
  readonly me: CallerAccount;
  readonly edition: Edition;
  readonly survey: SurveyRow;
}

interface Done {
  readonly action: string;
  readonly detail?: object;
}

/** The surveys of an edition, from the first draft until they are closed. */
@Injectable()
export class Building {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly editions: EditionsService,
    private readonly ballots: Ballots,
  ) {}

  async list(me: CallerAccount, slug: string): Promise<Reply<typeof listSurveys>> {
    const edition = await this.editions.own(slug, me);
    const [rows, earlier] = await Promise.all([
      surveysOf(this.db, edition.id),
      earlierSurveys(this.db, edition.id),
    ]);
    const items = rows.map((row) => lineOf(row, this.clock.now()));
    return { items, total: items.length, earlier: earlier.map(earlierView) };
  }

  async read(me: CallerAccount, { edition: slug, audience }: Params): Promise<View> {
    const edition = await this.editions.own(slug, me);
    const survey = await surveyOf(this.db, edition.id, audience);
    if (!survey) throw refuse('not_found');
    return this.view(this.db, edition, survey);
  }

  /** Empty, or as the same audience was asked in an earlier edition, in the newest words that compare. */
  async make(
    me: CallerAccount,
    slug: string,
    it: { audience: Params['audience']; from?: string | undefined },
  ): Promise<View> {
    const edition = await this.editions.own(slug, me);
    return this.db.transaction(async (tx) => {
      const source =
        it.from === undefined ? undefined : await this.source(tx, edition, { ...it, from: it.from });
      const texts = source ? source.survey : emptyTexts(it.audience);
      const id = newId();
      const { title, intro, thanks, languages } = texts;
      const made = await insertSurvey(tx, {
        id,
        edition: edition.id,
        audience: it.audience,
        title,
        intro,
        thanks,
        languages,
      });
      if (!made) throw refuse('survey_exists');
      await writePlaced(tx, id, copied(source?.questions ?? []));
      const survey = await lockSurvey(tx, edition.id, it.audience);
      if (!survey) throw refuse('not_found');
      const detail = { audience: it.audience, from: it.from ?? null };
      return this.done({ tx, me, edition, survey }, { action: 'survey.made', detail });
    });
  }

  write(me: CallerAccount, params: Params, body: In<typeof writeSurvey>['body']): Promise<View> {
    const times = { opensAt: instant(body.opensAt), closesAt: instant(body.closesAt) };
    const wrong = wrongTimes(times);
    if (wrong) throw wrong;
    return this.work(me, params, async (work) => {
      const words = { ...body, ...times, languages: [...new Set(body.languages)], id: work.survey.id };
      if (!(await writeWords(work.tx, words, this.clock.now()))) throw refuse('survey_fixed');
      return this.done(work, { action: 'survey.changed' });
    });
  }

  async remove(me: CallerAccount, params: Params): Promise<void> {
    await this.work(me, params, async ({ tx, edition, survey }) => {
      if (!(await deleteDraft(tx, survey.id))) throw refuse('survey_fixed');
      const detail = { audience: survey.audience };
      const done = {
        action: 'survey.removed',
        edition: edition.id,
        subject: survey.id,
        account: me.id,
        detail,
      };
      await noteSurveys(tx, { at: this.clock.now(), ...done });
    });
  }

  place(me: CallerAccount, params: Params, body: In<typeof placeQuestion>['body']): Promise<View> {
    return this.draft(me, params, async (work) => {
      const placed = await placedOf(work.tx, work.survey.id);
      if (placed.some(({ key }) => key === body.key)) throw refuse('question_placed');
      const bank = await offered(work.tx, { organiser: work.edition.organiserId, key: body.key });
      if (!bank) throw refuse('question_unknown');
      const it = { ...bank, ...body, shownIf: body.shownIf ?? null, id: newId(), bankId: bank.id };
      await this.arrange(work, arranged<Placed>(placed, it, placed.length + 1), body.key);
      return this.done(work, { action: 'survey.question-placed', detail: { key: body.key } });
    });
  }

  change(me: CallerAccount, params: Keyed, body: In<typeof changePlaced>['body']): Promise<View> {
    const { key } = params;
    return this.draft(me, params, async (work) => {
      const placed = await placedOf(work.tx, work.survey.id);
      const old = placed.find((it) => it.key === key);
      if (!old) throw refuse('not_found');
      const organiser = work.edition.organiserId;
      const bank = await offered(work.tx, { organiser, key, version: body.version });
      if (!bank) throw refuse('question_unknown');
      const it = { ...old, ...bank, ...body, id: old.id, bankId: bank.id };
      await this.arrange(work, arranged<Placed>(placed, it, body.position), key);
      return this.done(work, { action: 'survey.question-changed', detail: { key, version: body.version } });
    });
  }

  take(me: CallerAccount, params: Keyed): Promise<View> {
    const { key } = params;
    return this.draft(me, params, async (work) => {
      const placed = await placedOf(work.tx, work.survey.id);
      if (!placed.some((it) => it.key === key)) throw refuse('not_found');
      await this.arrange(
        work,
        placed.filter((it) => it.key !== key),
        key,
      );
      return this.done(work, { action: 'survey.question-removed', detail: { key } });
    });
  }

  move(me: CallerAccount, params: Params, to: State): Promise<View> {
    return this.work(me, params, async (work) => {
      const { tx, survey } = work;
      const now = this.clock.now();
      if (!(await moveSurvey(tx, survey.id, to, now))) throw this.stopped(survey, to, now);
      if (to === 'closed') await this.ballots.forget(tx, survey.id);
      return this.done(work, {
        action: `survey.${to === 'open' ? 'opened' : to === 'closed' ? 'closed' : 'withdrawn'}`,
      });
    });
  }

  /** Closes what has come to its end, and forgets who has answered. */
  async sweep(): Promise<void> {
    const at = this.clock.now();
    await this.db.transaction(async (tx) => {
      for (const { id, edition } of await closeEnded(tx, at)) {
        await this.ballots.forget(tx, id);
        await noteSurveys(tx, { at, action: 'survey.closed', edition, subject: id, account: null });
      }
    });
  }

  private stopped(survey: SurveyRow, to: State, now: Date) {
    if (to !== 'open' || survey.state === 'open') return refuse('wrong_state', { state: survey.state });
    if (survey.state === 'closed' && !reopens(survey, now)) return refuse('survey_over');
    const over = survey.closesAt !== null && survey.closesAt <= now;
    const missing = missingIn(over ? { ...survey, closesAt: null } : survey, survey.questions);
    return refuse('survey_incomplete', { missing });
  }

  private async source(sql: Sql, edition: Edition, { audience, from }: { audience: string; from: string }) {
    const earlier = (await earlierSurveys(sql, edition.id)).find(
      (it) => it.edition === from && it.audience === audience,
    );
    const survey = earlier && (await surveyOf(sql, earlier.editionId, audience));
    if (!earlier || !survey) throw refuse('not_found');
    return { survey, questions: await placedOf(sql, earlier.id) };
  }

  private async work<T>(
    me: CallerAccount,
    { edition: slug, audience }: Params,
    run: (work: Work) => Promise<T>,
  ) {
    const edition = await this.editions.own(slug, me);
    return this.db.transaction(async (tx) => {
      const survey = await lockSurvey(tx, edition.id, audience);
      if (!survey) throw refuse('not_found');
      return run({ tx, me, edition, survey });
    });
  }

  /** Questions change in a draft alone; the lock keeps it one until the transaction ends. */
  private draft<T>(me: CallerAccount, params: Params, run: (work: Work) => Promise<T>): Promise<T> {
    return this.work(me, params, (work) => {
      if (work.survey.state !== 'draft') throw refuse('survey_fixed');
      return run(work);
    });
  }

  private async arrange({ tx, survey }: Work, all: readonly Placed[], changed: string): Promise<void> {
    const [first] = unfit(all);
    if (first !== undefined)
      throw first === changed ? refuse('condition_unfit') : refuse('question_needed', { by: first });
    await writePlaced(tx, survey.id, all);
  }

  private async done({ tx, me, edition, survey }: Work, { action, detail }: Done): Promise<View> {
    const at = this.clock.now();
    const note = { at, action, edition: edition.id, subject: survey.id, account: me.id };
    await noteSurveys(tx, detail ? { ...note, detail } : note);
    const now = await surveyOf(tx, edition.id, survey.audience);
    return this.view(tx, edition, now ?? survey);
  }

  private async view(sql: Sql, edition: Edition, survey: SurveyRow): Promise<View> {
    const questions = await placedOf(sql, survey.id);
    const before = (await earlierSurveys(sql, edition.id)).find(
      ({ audience }) => audience === survey.audience,
    );
    const asked = before ? await placedOf(sql, before.id) : [];
    return surveyView({ survey, questions, before, asked }, this.clock.now());
  }
}

type Placed = Placing & Pick<PlacedRow, 'kind' | 'options'>;

const instant = (it: string | null): Date | null => (it === null ? null : new Date(it));
