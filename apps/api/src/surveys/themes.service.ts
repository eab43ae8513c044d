import { Injectable } from '@nestjs/common';
import type {
  addTheme as AddTheme,
  codeAnswer as CodeAnswer,
  In,
  listTextQuestions as ListTextQuestions,
  listWrittenAnswers as ListWrittenAnswers,
  Reply,
} from '@vagval/contract';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database, sqlStateOf } from '../platform/database.ts';
import type { Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { headcount, maskedText } from './asking.rules.ts';
import type { AskedSurvey } from './asking.sql.ts';
import {
  countWritten,
  deleteTheme,
  insertTheme,
  keepBack,
  lockAnswer,
  readTextQuestions,
  readWritten,
  recordWords,
  rewriteAnswer,
  setThemes,
  themesOfKey,
} from './themes.sql.ts';
import type { StoredAnswer, TextQuestionRow } from './themes.sql.ts';

type Written = Reply<typeof CodeAnswer>;

const onPage = 40;

/** Which answer to which question of which survey. */
interface OneAnswer {
  readonly survey: AskedSurvey;
  readonly question: string;
  readonly answer: string;
}

/** What answers in words are about; none is listed where fewer than the threshold wrote anything (I9). */
@Injectable()
export class Themes {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  async questions(survey: AskedSurvey): Promise<Reply<typeof ListTextQuestions>> {
    const { threshold } = survey;
    const rows = await readTextQuestions(this.db, survey.id, survey.organiserId);
    const items = rows.map((row) => questionView(row, threshold));
    return { items, total: items.length, threshold };
  }

  async list(
    survey: AskedSurvey,
    question: string,
    query: In<typeof ListWrittenAnswers>['query'],
  ): Promise<Reply<typeof ListWrittenAnswers>> {
    const { answers } = await this.question(survey, question);
    const [theme, page] = [query.theme ?? null, query.page ?? 1];
    const total = theme === null ? answers : await countWritten(this.db, question, theme);
    // Of the answers that wait for a theme the last few are shown: nothing but the coder's diligence made them few.
    const few = answers < survey.threshold || (theme !== 'none' && total < survey.threshold);
    if (few) return { hidden: total > 0, items: [], total: 0, page: 1, pages: 1 };
    const span = { theme, limit: onPage, offset: (page - 1) * onPage };
    const items = (await readWritten(this.db, question, span)).map(viewOf);
    return { hidden: false, items, total, page, pages: Math.max(1, Math.ceil(total / onPage)) };
  }

  async addTheme(survey: AskedSurvey, question: string, name: string): Promise<Reply<typeof AddTheme>> {
    const { key } = await this.question(survey, question);
    const id = newId();
    try {
      await this.db.transaction((tx) => insertTheme(tx, { id, organiser: survey.organiserId, key, name }));
    } catch (error) {
      if (sqlStateOf(error) === '23505') throw refuse('theme_known');
      throw error;
    }
    return { id, name };
  }

  async removeTheme(survey: AskedSurvey, question: string, id: string): Promise<void> {
    const { key } = await this.question(survey, question);
    const gone = await this.db.transaction((tx) =>
      deleteTheme(tx, { id, organiser: survey.organiserId, key }),
    );
    if (!gone) throw refuse('not_found');
  }

  async code(one: OneAnswer, themes: readonly string[]): Promise<Written> {
    const { key } = await this.readable(one);
    const known = await themesOfKey(this.db, one.survey.organiserId, key);
    if (themes.some((id) => !known.has(id))) throw refuse('theme_unknown');
    try {
      await this.change(one, (tx, answer) => setThemes(tx, one.question, answer, themes));
    } catch (error) {
      if (sqlStateOf(error) === '23503') throw refuse('theme_unknown');
      throw error;
    }
    return this.written(one);
  }

  async mask(one: OneAnswer, passage: string, accountId: string): Promise<Written> {
    await this.readable(one);
    await this.change(one, async (tx, answer) => {
      const text = maskedText(answer.text, passage);
      if (text === undefined) throw refuse('passage_unknown');
      await rewriteAnswer(tx, one.question, { ...answer, text });
      await this.record(tx, one, { action: 'survey.words-masked', accountId, reason: null });
    });
    return this.written(one);
  }

  async hide(one: OneAnswer, reason: string, accountId: string): Promise<void> {
    await this.readable(one);
    await this.change(one, async (tx, answer) => {
      await keepBack(tx, one.question, answer, reason);
      await this.record(tx, one, { action: 'survey.answer-hidden', accountId, reason });
    });
  }

  private async question(survey: AskedSurvey, id: string): Promise<TextQuestionRow> {
    const rows = await readTextQuestions(this.db, survey.id, survey.organiserId);
    const found = rows.find((row) => row.id === id);
    if (!found) throw refuse('not_found');
    return found;
  }

  /** What may not be read may not be touched: a refusal would tell what an answer says. */
  private async readable({ survey, question }: OneAnswer): Promise<TextQuestionRow> {
    const found = await this.question(survey, question);
    if (found.answers < survey.threshold) throw refuse('not_found');
    return found;
  }

  private change({ question, answer }: OneAnswer, work: (tx: Tx, it: StoredAnswer) => Promise<void>) {
    return this.db.transaction(async (tx) => {
      const stored = await lockAnswer(tx, question, answer);
      if (!stored) throw refuse('not_found');
      await work(tx, stored);
    });
  }

  private record(
    tx: Tx,
    { survey, question }: OneAnswer,
    it: Pick<Parameters<typeof recordWords>[1], 'action' | 'accountId' | 'reason'>,
  ): Promise<void> {
    return recordWords(tx, { ...it, editionId: survey.editionId, question, now: this.clock.now() });
  }

  private async written({ question, answer }: OneAnswer): Promise<Written> {
    const all = await readWritten(this.db, question, { theme: null, limit: 100_000, offset: 0 });
    const found = all.find(({ id }) => id === answer);
    if (!found) throw refuse('not_found');
    return viewOf(found);
  }
}

const viewOf = ({ id, text, themes }: { id: string; text: string; themes: readonly string[] }): Written => ({
  id,
  text,
  themes: [...themes],
});

/** Themes of which one is told by taking the others from the whole are not many: an answer may have several. */
function questionView({ id, key, text, answers, uncoded, themes }: TextQuestionRow, threshold: number) {
  return {
    id,
    key,
    text,
    answers: headcount(answers, threshold),
    uncoded: headcount(uncoded, threshold),
    themes: themes.map((theme) => ({
      id: theme.id,
      name: theme.name,
      answers: headcount(theme.answers, threshold),
    })),
  };
}
