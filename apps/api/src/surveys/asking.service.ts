import { Injectable } from '@nestjs/common';
import { surveyAudiences } from '@vagval/contract';
import type {
  addAddresses as AddAddresses,
  In,
  listRates as ListRates,
  readAsking as ReadAsking,
  Reply,
} from '@vagval/contract';
import { EditionsService } from '../editions/editions.service.ts';
import { Mail } from '../mail/mail.service.ts';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import {
  headcount,
  isOpen,
  isOver,
  lettersAtMost,
  maskedAddress,
  readPasted,
  remindersAtMost,
  segmentsOf,
} from './asking.rules.ts';
import type { Audience } from './asking.rules.ts';
import { readRates, readRounds, surveyFor } from './asking.sql.ts';
import type { AskedSurvey, RateRow } from './asking.sql.ts';
import {
  countInvitations,
  countSegment,
  invitationOf,
  inviteAddresses,
  sampleOf,
  withdraw,
} from './invitations.sql.ts';
import { roundView } from './rounds.service.ts';
import { reminderView, SurveyReminders } from './survey-reminders.service.ts';
import { readReminders } from './survey-reminders.sql.ts';

/** Which survey of which edition. */
export type OneSurvey = In<typeof ReadAsking>['params'];

/** Whom a survey asks, and how many answered; never who. */
@Injectable()
export class Asking {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly editions: EditionsService,
    private readonly reminders: SurveyReminders,
    private readonly mail: Mail,
  ) {}

  /** The survey, for the organiser's own people; for anybody else there is none (not_found). */
  async own(account: CallerAccount, { edition, audience }: OneSurvey): Promise<AskedSurvey> {
    const { id } = await this.editions.own(edition, account);
    const survey = await surveyFor(this.db, id, audience);
    if (!survey) throw refuse('not_found');
    return survey;
  }

  async read(account: CallerAccount, params: OneSurvey): Promise<Reply<typeof ReadAsking>> {
    const survey = await this.own(account, params);
    const { id, threshold, audience, state, opensAt, closesAt } = survey;
    const [invitations, rounds, reminders, unanswered] = await Promise.all([
      countInvitations(this.db, id),
      readRounds(this.db, id),
      readReminders(this.db, id),
      this.reminders.countUnanswered(survey),
    ]);
    return {
      audience,
      state,
      opensAt: opensAt?.toISOString() ?? null,
      closesAt: closesAt?.toISOString() ?? null,
      isOpen: isOpen(survey, this.clock.now()),
      threshold,
      ...(await this.segmentsOf(survey)),
      invitations,
      unanswered: headcount(unanswered, threshold),
      rounds: rounds.map(roundView),
      reminders: reminders.map((row) => reminderView(row, threshold)),
      remindersLeft: Math.max(0, remindersAtMost - reminders.length),
    };
  }

  /** Reads a pasted list; its letters wait for a round. */
  async addAddresses(
    account: CallerAccount,
    params: OneSurvey,
    { text, locale = 'sv' }: In<typeof AddAddresses>['body'],
  ): Promise<Reply<typeof AddAddresses>> {
    const survey = await this.own(account, params);
    const now = this.clock.now();
    if (!segmentsOf[survey.audience].includes('list')) throw refuse('segment_unknown');
    if (isOver(survey, now)) throw refuse('asking_over');
    const { addresses, repeated, invalid } = readPasted(text);
    const added = await this.db.transaction((tx) =>
      inviteAddresses(tx, survey.id, { addresses, locale, now }),
    );
    return {
      added,
      known: addresses.length - added + repeated,
      invalidLines: invalid.slice(0, 100),
      invalid: invalid.length,
    };
  }

  async withdraw(account: CallerAccount, params: OneSurvey, email: string): Promise<void> {
    const survey = await this.own(account, params);
    const found = await this.db.transaction((tx) => withdraw(tx, survey.id, email, this.clock.now()));
    if (!found) throw refuse('invitation_unknown');
  }

  /** Sends the letter again whether it has been answered or not: a refusal would tell. */
  async resend(account: CallerAccount, params: OneSurvey, email: string): Promise<void> {
    const survey = await this.own(account, params);
    if (!isOpen(survey, this.clock.now())) throw refuse('letters_need_open');
    await this.db.transaction(async (tx) => {
      const found = await invitationOf(tx, survey.id, email);
      if (!found) throw refuse('invitation_unknown');
      if (found.letters >= lettersAtMost) throw refuse('resend_limit');
      await this.mail.promise(tx, {
        kind: 'survey.invitation',
        purposeKey: `survey.invitation:${found.id}${found.letters ? `:${found.letters + 1}` : ''}`,
        surveyInvitationId: found.id,
        locale: found.locale,
        editionId: survey.editionId,
      });
    });
  }

  async rates(account: CallerAccount, slug: string): Promise<Reply<typeof ListRates>> {
    const { id, threshold } = await this.editions.own(slug, account);
    const rows = await readRates(this.db, id);
    const items = rows
      .toSorted((a, b) => placeOf(a.audience) - placeOf(b.audience))
      .map((row) => rateView(row, threshold));
    return { items, total: items.length, threshold };
  }

  private async segmentsOf({ id, audience }: AskedSurvey) {
    const keys = segmentsOf[audience];
    const segments = await Promise.all(
      keys.map(async (key) => ({ key, ...(await countSegment(this.db, id, key)) })),
    );
    const widest = keys.at(-1);
    const sample = widest ? await sampleOf(this.db, id, widest) : [];
    return { segments, sample: sample.map(maskedAddress) };
  }
}

const placeOf = (audience: Audience): number => surveyAudiences.indexOf(audience);

function rateView({ audience, state, asked, uncounted, answered, inClass }: RateRow, threshold: number) {
  const shown = headcount(answered, threshold);
  const known = asked > 0 && !uncounted;
  // Those who answered elsewhere are told by a subtraction, so they must not be few either.
  const elsewhere = headcount(answered - inClass, threshold);
  const inClassShown = 'hidden' in elsewhere ? elsewhere : headcount(inClass, threshold);
  return {
    audience,
    state,
    asked: known ? asked : null,
    answered: shown,
    inClass: inClassShown,
    share: known && 'value' in shown ? Math.round((shown.value / asked) * 1000) / 1000 : null,
  };
}
