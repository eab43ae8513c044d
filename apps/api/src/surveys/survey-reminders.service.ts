import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { planReminder as PlanReminder, Reply } from '@vagval/contract';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { constraintOf, Database } from '../platform/database.ts';
import type { Sql } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { Keys } from '../platform/keys.ts';
import { headcount, isOpen, isOver, remindersAtMost } from './asking.rules.ts';
import { lockSurvey, surveyWithId } from './asking.sql.ts';
import type { AskedSurvey } from './asking.sql.ts';
import { Ballots } from './ballots.service.ts';
import { invitationsOf, remindable } from './invitations.sql.ts';
import {
  deleteReminder,
  dueReminders,
  insertReminder,
  lockReminder,
  promiseReminders,
  readReminder,
  readReminders,
} from './survey-reminders.sql.ts';
import type { ReminderRow } from './survey-reminders.sql.ts';

type View = Reply<typeof PlanReminder>;

const recipientsKept = 4;

/** Reminds those who have not answered, without anybody seeing who they are: not staff, and not who reads every table. */
@Injectable()
export class SurveyReminders {
  private readonly key: Buffer;
  /** Which key of a reminder means which invitation, for the reminders that are being sent. */
  private readonly recipients = new Map<string, Promise<Map<string, string>>>();

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly ballots: Ballots,
    keys: Keys,
  ) {
    this.key = keys.for('survey-reminders');
  }

  async plan(survey: AskedSurvey, at: string): Promise<View> {
    const [now, dueAt] = [this.clock.now(), new Date(at)];
    if (isOver(survey, now)) throw refuse('asking_over');
    const tooLate = survey.closesAt !== null && dueAt >= survey.closesAt;
    if (dueAt <= now || tooLate) throw refuse('reminder_past');
    const row = { id: newId(), surveyId: survey.id, dueAt, sentAt: null, n: null };
    try {
      await this.db.transaction(async (tx) => {
        await lockSurvey(tx, survey.id);
        const planned = await readReminders(tx, survey.id);
        if (planned.length >= remindersAtMost) throw refuse('reminder_limit');
        await insertReminder(tx, { id: row.id, survey: survey.id, dueAt });
      });
    } catch (error) {
      if (constraintOf(error) === 'survey_reminder_once') throw refuse('reminder_known');
      throw error;
    }
    return reminderView(row, survey.threshold);
  }

  async cancel(survey: AskedSurvey, id: string): Promise<void> {
    const row = await readReminder(this.db, id);
    if (row?.surveyId !== survey.id) throw refuse('not_found');
    const gone = await this.db.transaction((tx) => deleteReminder(tx, survey.id, id));
    if (!gone) throw refuse('reminder_sent');
  }

  /** How many could be reminded now; 0 of a survey nobody can answer. */
  async countUnanswered(survey: AskedSurvey): Promise<number> {
    if (!isOpen(survey, this.clock.now())) return 0;
    return (await this.unanswered(this.db, survey.id)).length;
  }

  /** Sends every reminder whose time has come; harmless to do twice or late. How many reminders. */
  async remind(): Promise<number> {
    const due = await dueReminders(this.db, this.clock.now());
    for (const { id } of due) await this.send(id);
    return due.length;
  }

  /** The invitation a key of a reminder means, for its letter; undefined when it is gone or has been answered meanwhile. */
  async recipientOf(reminder: string, key: string): Promise<string | undefined> {
    const row = await readReminder(this.db, reminder);
    if (!row) return undefined;
    const invitation = (await this.recipientsOf(row)).get(key);
    if (!invitation || (await this.ballots.isSpent(this.db, row.surveyId, invitation))) return undefined;
    return invitation;
  }

  private send(id: string): Promise<void> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const row = await lockReminder(tx, id);
      const survey = row && (await surveyWithId(tx, row.surveyId));
      if (!row || !survey) return;
      const those = isOpen(survey, now) ? await this.unanswered(tx, survey.id) : [];
      const keys = those.map((invitation) => this.keyOf(id, invitation));
      await promiseReminders(tx, { reminder: id, survey, keys, now });
    });
  }

  private async unanswered(sql: Sql, survey: string): Promise<string[]> {
    const invited = await remindable(sql, survey);
    const spent = await this.ballots.spentAmong(sql, survey, invited);
    return invited.filter((id) => !spent.has(id));
  }

  private recipientsOf({ id, surveyId }: ReminderRow): Promise<Map<string, string>> {
    const known = this.recipients.get(id);
    if (known) return known;
    const made = invitationsOf(this.db, surveyId).then(
      (those) => new Map(those.map((invitation) => [this.keyOf(id, invitation), invitation])),
    );
    made.catch(() => this.recipients.delete(id));
    this.recipients.set(id, made);
    const [oldest] = this.recipients.keys();
    if (oldest !== undefined && this.recipients.size > recipientsKept) this.recipients.delete(oldest);
    return made;
  }

  /** Another one for each reminder, so that two of them do not tell who slept through both. */
  private keyOf(reminder: string, invitation: string): string {
    return createHmac('sha256', this.key).update(`${reminder}\0${invitation}`).digest('base64url');
  }
}

export const reminderView = ({ id, dueAt, sentAt, n }: ReminderRow, threshold: number): View => ({
  id,
  dueAt: dueAt.toISOString(),
  sentAt: sentAt?.toISOString() ?? null,
  count: n === null ? null : headcount(n, threshold),
});
