import { Injectable } from '@nestjs/common';
import type { In, listQuestions, Reply, sendQuestion } from '@vagval/contract';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import type { Link } from '../platform/links.ts';
import { editionOf, meetingView, staffOf } from './meetings.sql.ts';
import {
  deleteOwnQuestion,
  insertQuestion,
  lockAsking,
  questionCounts,
  questionsOf,
  questionView,
  writeDecision,
} from './questions.sql.ts';
import type { QuestionState, StaffQuestionRow } from './questions.sql.ts';

const staffView = (row: StaffQuestionRow) => ({ ...questionView(row), meeting: meetingView(row.meeting) });

/** Questions sent in beforehand: by parties, and read by staff before the speaker sees them. */
@Injectable()
export class Questions {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** For a booking that stands, of a kind that takes questions, until it begins. */
  send(link: Link, booking: string, text: string): Promise<Reply<typeof sendQuestion>> {
    const at = this.clock.now();
    return this.db.transaction(async (tx) => {
      const asking = await lockAsking(tx, link, booking);
      if (!asking?.live) throw refuse('not_found');
      if (!asking.takesQuestions) throw refuse('no_questions');
      if (asking.startsAt <= at) throw refuse('questions_over');
      const row = await insertQuestion(tx, { id: newId(), booking: asking.id, text, at });
      if (!row) throw refuse('question_limit');
      return questionView(row);
    });
  }

  withdraw(link: Link, question: string): Promise<void> {
    return this.db.transaction(async (tx) => {
      const left = await deleteOwnQuestion(tx, link, question);
      if (!left) throw refuse('not_found');
      if (left !== 'gone') throw refuse('wrong_state', { state: left });
    });
  }

  async list(
    account: string,
    slug: string,
    query: In<typeof listQuestions>['query'],
  ): Promise<Reply<typeof listQuestions>> {
    const edition = await editionOf(this.db, slug, staffOf(account));
    if (!edition) throw refuse('not_found');
    const [rows, counts] = await Promise.all([
      questionsOf(this.db, edition, query),
      questionCounts(this.db, edition),
    ]);
    const byState = Object.fromEntries(counts.map(({ state, count }) => [state, count]));
    return { items: rows.map(staffView), total: rows.length, byState };
  }

  decide(account: string, question: string, state: QuestionState) {
    const at = this.clock.now();
    return this.db.transaction(async (tx) => {
      const row = await writeDecision(tx, { question, state, at }, staffOf(account));
      if (!row) throw refuse('not_found');
      return staffView(row);
    });
  }
}
