import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { formatDateTime, formatDay, m } from '@vagval/text';
import { PartyPages } from '../bookings/party-pages.service.ts';
import { EditionsService } from '../editions/editions.service.ts';
import type { MessageRow } from '../mail/mail.entity.ts';
import { MailKinds } from '../mail/mail.service.ts';
import type { Letter } from '../mail/mail.service.ts';
import { Clock } from '../platform/clock.ts';
import { Config } from '../platform/config.ts';
import { Database } from '../platform/database.ts';
import { readClasses, readHandOver } from './classes.sql.ts';
import type { ClassRow } from './classes.sql.ts';

/** Letters about a class besides those every party gets: a proposal that waits, and the page for a substitute. */
@Injectable()
export class ClassLetters implements OnModuleInit {
  constructor(
    private readonly kinds: MailKinds,
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly editions: EditionsService,
    private readonly pages: PartyPages,
  ) {}

  onModuleInit(): void {
    this.kinds.register('class-proposal', (message) => this.proposal(message));
    this.kinds.register('class-handed-over', (message) => this.handedOver(message));
  }

  /** Nothing to say when it has been answered, or has gone. */
  private async proposal({ partyId, locale }: MessageRow): Promise<Letter | undefined> {
    const row = await this.rowOf(partyId);
    if (!row?.email || !row.proposal) return undefined;
    const { className, email, proposal, edition } = row;
    const groups = proposal.groups.filter(({ visits }) => visits.length > 0).length;
    const until = formatDateTime(new Date(proposal.until), locale, edition.timeZone);
    const [it, at] = [{ className, groups, until }, { locale }];
    return {
      ...(await this.frame(row, locale)),
      to: email,
      subject: m.mail_class_proposal_subject(it, at),
      preheader: m.mail_class_proposal_preheader(it, at),
      heading: m.mail_class_proposal_heading({}, at),
      lead: m.mail_class_proposal_lead(it, at),
      paragraphs: [m.mail_class_proposal_after(it, at)],
      button: { label: m.mail_class_proposal_button({}, at), href: this.addressOf(row.id, locale) },
    };
  }

  /** Nothing to say when it has been taken back meanwhile. */
  private async handedOver({ partyId, purposeKey, locale }: MessageRow): Promise<Letter | undefined> {
    const row = await this.rowOf(partyId);
    const handOver = await readHandOver(this.db, purposeKey.slice(purposeKey.indexOf(':') + 1));
    if (!row || !handOver || row.state === 'cancelled') return undefined;
    const { className, school, window, edition } = row;
    const day = window ? formatDay(new Date(window.startsAt), locale, edition.timeZone) : '';
    const [it, at] = [{ className, school: school.name, day }, { locale }];
    const { link } = this.pages.linkOf({ ...row, locale });
    return {
      ...(await this.frame(row, locale)),
      to: handOver.email,
      subject: m.mail_class_handed_over_subject(it, at),
      preheader: m.mail_class_handed_over_preheader({}, at),
      heading: m.mail_class_handed_over_heading(it, at),
      lead: window ? m.mail_class_handed_over_lead(it, at) : m.mail_class_handed_over_lead_open(it, at),
      paragraphs: [m.mail_class_handed_over_after({}, at)],
      button: { label: m.mail_class_handed_over_button({}, at), href: link },
    };
  }

  private async rowOf(partyId: string | null): Promise<ClassRow | undefined> {
    if (!partyId) return undefined;
    const [row] = await readClasses(this.db, { id: partyId }, this.clock.now());
    return row;
  }

  private async frame({ edition }: ClassRow, locale: MessageRow['locale']) {
    const { fairName, contactEmail } = await this.editions.byId(edition.id);
    return {
      locale,
      sender: fairName,
      replyTo: contactEmail,
      footer: [m.mail_class_why({}, { locale })],
    };
  }

  private addressOf(id: string, locale: MessageRow['locale']): string {
    return `${this.config.webOrigin}${locale === 'sv' ? '' : `/${locale}`}/school/${id}/split`;
  }
}
