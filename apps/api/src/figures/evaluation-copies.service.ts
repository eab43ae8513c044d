import { Injectable } from '@nestjs/common';
import type { approveEvaluation, In, readCopy } from '@vagval/contract';
import type { Locale } from '@vagval/text';
import { EditionsService } from '../editions/editions.service.ts';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { copiesOf, copyNumbered, insertCopy } from './evaluation-copies.sql.ts';
import type { ApprovalRow } from './evaluation-copies.sql.ts';
import { differsBetween } from './evaluation.rules.ts';
import type { Evaluation } from './evaluation.rules.ts';
import { EvaluationService } from './evaluation.service.ts';

const locales: readonly Locale[] = ['sv', 'en', 'ar'];

/** Approved reports: copies with words, definitions and figures as they were, whatever the figures say later. */
@Injectable()
export class EvaluationCopiesService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly editions: EditionsService,
    private readonly evaluations: EvaluationService,
  ) {}

  /** Keeps the report as the one who approves has read it. */
  async approve({ params, body: { revision } }: In<typeof approveEvaluation>, account: CallerAccount) {
    const read = locales.map(async (it) => [it, await this.evaluations.read(params.edition, account, it)]);
    const report = Object.fromEntries(await Promise.all(read)) as Record<Locale, Evaluation>;
    if (locales.some((it) => report[it].revision !== revision)) throw refuse('report_changed');
    const { id: edition } = await this.editions.bySlug(params.edition);
    const now = this.clock.now();
    const [made] = await insertCopy(this.db, { edition, revision, report, account: account.id, now });
    if (!made) throw refuse('report_changed');
    const approval = (await copiesOf(this.db, edition)).find((it) => it.number === made.number);
    if (!approval) throw refuse('report_changed');
    return approvalOut(approval);
  }

  async list(slug: string, account: CallerAccount) {
    const { id, organiserId } = await this.editions.bySlug(slug);
    if (!account.organisers.includes(organiserId)) throw refuse('not_found');
    return { items: (await copiesOf(this.db, id)).map(approvalOut) };
  }

  async read(params: In<typeof readCopy>['params'], account: CallerAccount, locale: Locale) {
    const live = await this.evaluations.read(params.edition, account, locale);
    const { id } = await this.editions.bySlug(params.edition);
    const [copy] = await copyNumbered(this.db, id, { number: params.number, locale });
    if (!copy) throw refuse('not_found');
    const report = copy.report as Evaluation;
    return { ...approvalOut(copy), report, differs: differsBetween(report, live) };
  }
}

const approvalOut = ({ number, by, at }: ApprovalRow) => ({ number, by, at: at.toISOString() });
