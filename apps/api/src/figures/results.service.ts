import { Injectable } from '@nestjs/common';
import type { SurveyResults } from '@vagval/contract';
import type { Locale } from '@vagval/text';
import type * as z from 'zod';
import { EditionsService } from '../editions/editions.service.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { cutOf, figureWithKey } from './figures.rules.ts';
import { FiguresService } from './figures.service.ts';
import type { AskedCut, View } from './figures.service.ts';
import { readingsOf, resultOf } from './results.rules.ts';
import { questionsOf, surveyOf } from './results.sql.ts';

type Results = z.output<typeof SurveyResults>;

/** Which survey, for which answers, in which language. */
export interface AskedResults {
  readonly audience: Results['survey']['audience'];
  readonly for?: string | undefined;
  readonly locale: Locale;
}

/** What those who answered have in common, by which results may be read. */
const traits = ['municipality', 'grade', 'locale', 'via'];

/** The figures a page of results is made of, and by what. */
const parts = [
  ['asked', 'audience'],
  ['answers', 'audience'],
  ['answers-in-class', 'audience'],
  ['question-answers', 'question'],
  ['answer-share', 'question,option'],
  ['answer-count', 'question,option'],
  ['mean', 'question'],
  ['answer-themes', 'question,theme'],
] as const;

@Injectable()
export class ResultsService {
  constructor(
    private readonly db: Database,
    private readonly editions: EditionsService,
    private readonly figures: FiguresService,
  ) {}

  /** A survey's results beside those of the edition before. Only the organiser's own people: for others there is none. */
  async read(slug: string, account: CallerAccount, asked: AskedResults): Promise<Results> {
    const edition = await this.editions.bySlug(slug);
    if (!account.organisers.includes(edition.organiserId)) throw refuse('not_found');
    const [survey] = await surveyOf(this.db, edition.id, asked);
    if (!survey) throw refuse('not_found');
    const { beforeId: before, beforeSlug, beforeName } = survey;
    const editions = before ? [edition.id, before] : [edition.id];
    const [views, questions] = await Promise.all([
      this.figures.views(cutsFor(asked.for, editions), asked.locale),
      questionsOf(this.db, edition.id, { ...asked, before }),
    ]);
    const now = readingsIn(views, slug, editions);
    const then = before && beforeSlug ? readingsIn(views, beforeSlug, editions) : undefined;
    const all = (key: (typeof parts)[number][0]) => now(key, [asked.audience]);
    return {
      survey: {
        audience: asked.audience,
        title: survey.title,
        state: survey.state,
        asked: all('asked'),
        answered: all('answers'),
        inClass: all('answers-in-class'),
      },
      ...(beforeSlug && beforeName && { before: { slug: beforeSlug, name: beforeName } }),
      questions: questions.map((it) => resultOf(it, now, then)),
    };
  }
}

/** Nobody is invited by a trait: for some answers alone, how many were asked is not known. */
function cutsFor(one: string | undefined, editions: readonly string[]): AskedCut[] {
  if (one !== undefined && !traits.includes(one.split(':')[0] ?? '')) throw refuse('dimension_unknown');
  return parts.flatMap(([key, by]) => {
    const figure = figureWithKey(key);
    const cut = figure && cutOf(figure, by, key === 'asked' ? undefined : one);
    return cut && !(key === 'asked' && one !== undefined) ? [{ cut, editions }] : [];
  });
}

const readingsIn = (views: readonly View[], slug: string, editions: readonly string[]) =>
  readingsOf(views, editions.length > 1 ? slug : undefined);
