import { Injectable } from '@nestjs/common';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { directionOf, m } from '@vagval/text';
import { createTransport } from 'nodemailer';
import { Config } from '../platform/config.ts';
import { isAddress, patienceOf } from './delivery.rules.ts';
import { compileFrame } from './frame.rules.ts';
import type { Frame } from './frame.rules.ts';
import { letterHtml, letterText, oneLine, ticketCid } from './letter.rules.ts';
import type { Letter } from './mail.service.ts';
import { ticketPng } from './ticket-code.rules.ts';

type Transport = ReturnType<typeof pooledTransport>;

const pooledTransport = (url: string, { connectMs, socketMs }: { connectMs: number; socketMs: number }) =>
  createTransport({
    url,
    pool: true,
    maxConnections: 12,
    maxMessages: Infinity,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: socketMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

class NoAddress extends Error {
  readonly code = 'EENVELOPE';
}

const ticketPart = (text: string) => ({
  filename: 'biljett.png',
  content: ticketPng(text),
  contentType: 'image/png',
  cid: ticketCid,
  contentDisposition: 'inline' as const,
});

/** Speaks to the mail server over a few connections that stay open: opening one for each mail is 20 times slower. */
@Injectable()
export class Smtp implements OnModuleInit, OnApplicationShutdown {
  private readonly transport: Transport;
  private readonly idHost: string;
  private frames: Readonly<Record<'ltr' | 'rtl', Frame>> | undefined;

  constructor(private readonly config: Config) {
    this.transport = pooledTransport(config.smtpUrl, patienceOf(config.mailWaitFactor));
    this.idHost = config.mailFrom.split('@').at(-1) ?? 'localhost';
  }

  async onModuleInit(): Promise<void> {
    this.frames = { ltr: await compileFrame('ltr'), rtl: await compileFrame('rtl') };
  }

  onApplicationShutdown(): void {
    this.transport.close();
  }

  /** Resolves when the server has taken the mail over; a second copy of a message carries the same Message-ID. */
  async send(messageId: string, letter: Letter): Promise<void> {
    if (!isAddress(letter.to)) throw new NoAddress('Not an address');
    await this.transport.sendMail({ messageId: `<${messageId}@${this.idHost}>`, ...this.compose(letter) });
  }

  private compose(letter: Letter) {
    const { to, subject, locale, sender, ticket, calendar, replyTo } = letter;
    const from = {
      name: oneLine(sender ?? m.mail_frame_sender({}, { locale })),
      address: this.config.mailFrom,
    };
    return {
      from,
      to: { name: '', address: to },
      envelope: { from: from.address, to: [to] },
      ...(replyTo && isAddress(replyTo) && { replyTo }),
      subject: oneLine(subject),
      headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': locale },
      text: letterText(letter),
      html: letterHtml(this.frameOf(letter), letter),
      textEncoding: 'base64' as const,
      xMailer: false as const,
      ...(ticket && { attachments: [ticketPart(ticket.text)] }),
      ...(calendar && {
        icalEvent: { method: calendar.method, content: calendar.content, filename: 'besok.ics' },
      }),
    };
  }

  private frameOf({ locale }: Letter): Frame {
    const frame = this.frames?.[directionOf(locale)];
    if (!frame) throw new Error('The frame of the mails has not been compiled yet');
    return frame;
  }
}
