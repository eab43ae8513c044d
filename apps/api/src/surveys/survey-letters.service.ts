import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import type { MessageRow } from '../mail/mail.entity.ts';
import { MailKinds } from '../mail/mail.service.ts';
import type { Letter } from '../mail/mail.service.ts';
import { Clock } from '../platform/clock.ts';
import { Config } from '../platform/config.ts';
import { Database } from '../platform/database.ts';
import { Links } from '../platform/links.ts';
import { isOpen } from './asking.rules.ts';
import { invitationFacts } from './invitations.sql.ts';
import { letterLocale, surveyLetter } from './survey.mail.ts';
import type { SurveyMail } from './survey.mail.ts';
import { SurveyReminders } from './survey-reminders.service.ts';

/** Writes the letters that ask somebody to answer a survey. */
@Injectable()
export class SurveyLetters implements OnModuleInit {
  constructor(
    private readonly kinds: MailKinds,
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly links: Links,
    private readonly reminders: SurveyReminders,
  ) {}

  onModuleInit(): void {
    this.kinds.register('survey.invitation', ({ surveyInvitationId }) =>
      this.compose('survey.invitation', surveyInvitationId ?? undefined),
    );
    this.kinds.register('survey.reminder', async (message) =>
      this.compose('survey.reminder', await this.recipientOf(message)),
    );
  }

  /** The row of a reminder names nobody; its key does, to whoever has the installation's key. */
  private recipientOf({ purposeKey }: MessageRow): Promise<string | undefined> {
    const [, reminder = '', key = ''] = purposeKey.split(':');
    return this.reminders.recipientOf(reminder, key);
  }

  /** Nothing to say when it was withdrawn, the survey has closed, or the address is gone. */
  private async compose(kind: SurveyMail, invitation: string | undefined): Promise<Letter | undefined> {
    const facts = invitation ? await invitationFacts(this.db, invitation) : undefined;
    if (!facts?.to || facts.withdrawn || !isOpen(facts, this.clock.now())) return undefined;
    const token = this.links.mint('survey', facts.id, facts.revision);
    return surveyLetter(kind, facts, {
      to: facts.to,
      locale: letterLocale(facts),
      linkIn: (locale) => `${this.config.webOrigin}${locale === 'sv' ? '' : `/${locale}`}/survey/${token}`,
    });
  }
}
