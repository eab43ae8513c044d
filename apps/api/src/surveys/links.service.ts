import { Injectable } from '@nestjs/common';
import type {
  In,
  listClassSurveys as ListClassSurveys,
  listSurveyLinks as ListSurveyLinks,
  makeSurveyLink as MakeSurveyLink,
  Reply,
} from '@vagval/contract';
import { Clock } from '../platform/clock.ts';
import { Config } from '../platform/config.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { Links } from '../platform/links.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { isAskedInClass, isOpen, isOver } from './asking.rules.ts';
import type { AskedSurvey } from './asking.sql.ts';
import {
  closeLink,
  countClassesWithout,
  insertLink,
  isOwnClass,
  makeClassLinks,
  readClassLinks,
  readClassSurveys,
  readLink,
  readOpenLinks,
  renewLink,
  sumClassLinks,
} from './links.sql.ts';
import type { ClassSurveyRow, LinkRow } from './links.sql.ts';

type View = Reply<typeof MakeSurveyLink>;
const onPage = 60;

/** Ways into a survey for many at once: a class in its lesson, a code at the exit, a screen that starts anew. */
@Injectable()
export class SurveyWays {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly links: Links,
  ) {}

  async list(
    survey: AskedSurvey,
    query: In<typeof ListSurveyLinks>['query'],
  ): Promise<Reply<typeof ListSurveyLinks>> {
    const like = query.q ? `%${query.q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%` : null;
    const page = query.page ?? 1;
    const [open, classes, sums, classesWithout] = await Promise.all([
      readOpenLinks(this.db, survey.id),
      readClassLinks(this.db, survey.id, { like, limit: onPage, offset: (page - 1) * onPage }),
      sumClassLinks(this.db, survey.id, like),
      isAskedInClass(survey.audience) ? countClassesWithout(this.db, survey.id) : null,
    ]);
    return {
      state: survey.state,
      open: open.map((row) => this.view(row)),
      classes: classes.map((row) => this.view(row)),
      total: sums.links,
      page,
      pages: Math.max(1, Math.ceil(sums.links / onPage)),
      sums,
      classesWithout,
    };
  }

  makeForClasses(survey: AskedSurvey): Promise<{ made: number; changed: number }> {
    if (!isAskedInClass(survey.audience)) throw refuse('segment_unknown');
    this.refuseOver(survey);
    return this.db.transaction((tx) => makeClassLinks(tx, survey.id, this.clock.now()));
  }

  async make(survey: AskedSurvey, body: In<typeof MakeSurveyLink>['body']): Promise<View> {
    this.refuseOver(survey);
    const id = newId();
    const it = { id, survey: survey.id, ...body, now: this.clock.now() };
    await this.db.transaction((tx) => insertLink(tx, it));
    return this.read(survey, id);
  }

  async read(survey: AskedSurvey, id: string): Promise<View> {
    const row = await readLink(this.db, survey.id, id);
    if (!row) throw refuse('not_found');
    return this.view(row);
  }

  async close(survey: AskedSurvey, id: string): Promise<View> {
    await this.read(survey, id);
    await this.db.transaction((tx) => closeLink(tx, id, this.clock.now()));
    return this.read(survey, id);
  }

  async renew(survey: AskedSurvey, id: string): Promise<View> {
    this.refuseOver(survey);
    await this.read(survey, id);
    await this.db.transaction((tx) => renewLink(tx, id));
    return this.read(survey, id);
  }

  /** Somebody else's class is not told from one that is not there. */
  async ofClass(account: CallerAccount, party: string): Promise<Reply<typeof ListClassSurveys>> {
    if (!(await isOwnClass(this.db, party, account.id))) throw refuse('not_found');
    const items = (await readClassSurveys(this.db, party)).map((row) => this.classView(row));
    return { items, total: items.length };
  }

  private refuseOver(survey: AskedSurvey): void {
    if (isOver(survey, this.clock.now())) throw refuse('asking_over');
  }

  private urlOf({ id, kind, revision }: LinkRow): string {
    const page = kind === 'kiosk' ? '/survey/kiosk' : '/survey';
    return `${this.config.webOrigin}${page}/${this.links.mint('class-survey', id, revision)}`;
  }

  private view(row: LinkRow): View {
    const { id, kind, label, school, municipality, expected, most, answered, closedAt } = row;
    const counts = { expected, most, answered, closedAt: closedAt?.toISOString() ?? null };
    return { id, kind, label, school, municipality, url: this.urlOf(row), ...counts };
  }

  private classView(row: ClassSurveyRow) {
    return {
      audience: row.audience,
      url: this.urlOf(row),
      expected: row.expected ?? 0,
      answered: row.answered,
      isOpen: isOpen(row, this.clock.now()),
      opensAt: row.opensAt?.toISOString() ?? null,
      closesAt: row.closesAt?.toISOString() ?? null,
    };
  }
}
