import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { Mail, MailKinds } from '../mail/mail.service.ts';
import type { Letter } from '../mail/mail.service.ts';
import type { MessageRow } from '../mail/mail.entity.ts';
import { Config } from '../platform/config.ts';
import { Database } from '../platform/database.ts';
import type { Tx } from '../platform/database.ts';
import { applicationMails, letterAbout } from './exhibitors.mail.ts';
import type { ApplicationMail } from './exhibitors.mail.ts';
import { languageFor, letterFacts } from './letters.sql.ts';

export type { ApplicationMail } from './exhibitors.mail.ts';

/** Promises and writes the letters about applications. */
@Injectable()
export class ApplicationLettersService implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly config: Config,
    private readonly mail: Mail,
    private readonly kinds: MailKinds,
  ) {}

  onModuleInit(): void {
    for (const kind of applicationMails) this.kinds.register(kind, (message) => this.compose(kind, message));
  }

  /** One letter per application, kind and instant: who is asked twice is told twice. */
  async promise(
    tx: Tx,
    kind: ApplicationMail,
    it: { id: string; editionId: string },
    at: Date,
  ): Promise<void> {
    const locale = await languageFor(tx, it.id);
    const purposeKey = `${kind}/${it.id}/${at.toISOString()}`;
    await this.mail.promise(tx, { kind, purposeKey, locale, editionId: it.editionId, applicationId: it.id });
  }

  private async compose(
    kind: ApplicationMail,
    { applicationId, locale }: MessageRow,
  ): Promise<Letter | undefined> {
    const facts = applicationId ? await letterFacts(this.db, applicationId) : undefined;
    if (!facts?.to) return undefined;
    return letterAbout(kind, { ...facts, to: facts.to }, { locale, origin: this.config.webOrigin });
  }
}
