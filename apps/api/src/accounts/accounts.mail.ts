import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { m } from '@vagval/text';
import type { MessageRow } from '../mail/mail.entity.ts';
import { MailKinds } from '../mail/mail.service.ts';
import type { Letter } from '../mail/mail.service.ts';
import { Clock } from '../platform/clock.ts';
import { Config } from '../platform/config.ts';
import { Database } from '../platform/database.ts';
import { Links } from '../platform/links.ts';
import { linkRevision } from './accounts.rules.ts';
import { findLink } from './accounts.sql.ts';

/** The letter with a sign-in link. A link that can no longer be spent is not sent. */
@Injectable()
export class AccountMail implements OnModuleInit {
  constructor(
    private readonly kinds: MailKinds,
    private readonly config: Config,
    private readonly links: Links,
    private readonly clock: Clock,
    private readonly db: Database,
  ) {}

  onModuleInit(): void {
    this.kinds.register('sign-in', (message) => this.signIn(message));
  }

  private async signIn({ signInLinkId, locale }: MessageRow): Promise<Letter | undefined> {
    const link = signInLinkId ? await findLink(this.db, signInLinkId) : undefined;
    if (!link || link.spentAt || link.expiresAt <= this.clock.now()) return undefined;
    const language = { locale };
    return {
      to: link.email,
      locale,
      subject: m.mail_sign_in_subject({}, language),
      preheader: m.mail_sign_in_preheader({}, language),
      heading: m.mail_sign_in_heading({}, language),
      lead: m.mail_sign_in_lead({}, language),
      button: { label: m.mail_sign_in_button({}, language), href: this.addressOf(link.id, locale) },
      footer: [m.mail_sign_in_ignore({}, language), m.mail_sign_in_why({}, language)],
    };
  }

  private addressOf(link: string, locale: MessageRow['locale']): string {
    const prefix = locale === 'sv' ? '' : `/${locale}`;
    return `${this.config.webOrigin}${prefix}/sign-in/${this.links.mint('sign-in', link, linkRevision)}`;
  }
}
