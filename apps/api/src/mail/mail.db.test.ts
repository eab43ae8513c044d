import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { catchMails, smtpError } from '../../test/smtp-catcher.ts';
import type { Catcher } from '../../test/smtp-catcher.ts';
import { newId } from '../platform/ids.ts';
import { Delivery } from './delivery.service.ts';
import { MailModule } from './mail.module.ts';
import { Mail, MailKinds } from './mail.service.ts';
import type { Letter } from './mail.service.ts';

let smtp: Catcher;
let app: TestApp;
let party: string;
const planted = 'planterad.person@example.se';
let letters: Partial<Letter> = {};

beforeAll(async () => {
  smtp = await catchMails();
  const env = { SMTP_URL: smtp.url, MAIL_FROM: 'besok@example.se' };
  app = await startApp({ features: [MailModule], env, at: '2026-12-01T09:00:00Z' });
  party = await insertParty();
  app.get(MailKinds).register('test', ({ locale }) =>
    Promise.resolve({
      to: planted,
      locale,
      subject: 'Klart!',
      preheader: 'Förtext',
      heading: 'Rubrik',
      lead: 'Ingress',
      ...letters,
    }),
  );
  app.get(MailKinds).register('nothing', () => Promise.resolve(undefined));
  app.get(MailKinds).register('broken', () => Promise.reject(new TypeError(planted)));
});
afterEach(async () => {
  letters = {};
  smtp.mails.length = 0;
  delete smtp.options.onMail;
  delete smtp.options.onRecipient;
  await app.db.rows('TRUNCATE message, outbox');
});
afterAll(async () => {
  await app.close();
  await smtp.close();
});

async function insertParty(): Promise<string> {
  const [organiser, fair, edition, id] = [newId(), newId(), newId(), newId()];
  await app.db.rows(`INSERT INTO organiser VALUES ($1, 'gr', 'GR', 'a@example.se')`, [organiser]);
  await app.db.rows(`INSERT INTO fair VALUES ($1, $2, 'gd', 'Gymnasiedagarna')`, [fair, organiser]);
  await app.db.rows(
    `INSERT INTO edition (id, fair_id, slug, name, venue, state, created_at)
     VALUES ($1, $2, 'gd-2027', 'GD 2027', 'Mässan', 'planned', now())`,
    [edition, fair],
  );
  await app.db.rows(
    `INSERT INTO party (id, edition_id, kind, size, reference, locale, email, created_at)
     VALUES ($1, $2, 'family', 3, 'AAAA0000', 'sv', $3, now())`,
    [id, edition, planted],
  );
  return id;
}

const promise = async (kind = 'test', locale = 'sv', purposeKey = `test/${newId()}`) => {
  const about = { kind, locale, purposeKey, partyId: party };
  const id = await app.db.transaction((tx) => app.get(Mail).promise(tx, about));
  return id ?? '';
};
const deliver = (id: string) => app.get(Delivery).deliver(id);
const stateOf = async (id: string) => {
  const [row] = await app.db.rows('SELECT state, attempts, error FROM message WHERE id = $1', [id]);
  return row;
};
const announcements = (id: string) => app.db.rows('SELECT FROM outbox WHERE ref = $1', [id]);
/** Stands for the relay: what has been announced is on its way. */
const relayAll = () => app.db.rows('UPDATE outbox SET relayed_at = now()');

describe('a promise', () => {
  it('is one message and one announcement, however often it is made', async () => {
    const id = await promise('test', 'sv', 'booking/1/confirmed');
    expect(await promise('test', 'sv', 'booking/1/confirmed')).toBe('');
    expect(await announcements(id)).toHaveLength(1);
    expect(await app.db.rows('SELECT topic FROM outbox')).toEqual([{ topic: 'mail.send' }]);
    expect(await stateOf(id)).toEqual({ state: 'queued', attempts: 0, error: null });
  });

  it('is undone with its transaction', async () => {
    const about = { kind: 'test', locale: 'sv', purposeKey: 'undone', partyId: party };
    const undone = app.db.transaction(async (tx) => {
      await app.get(Mail).promise(tx, about);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await app.db.rows('SELECT FROM message')).toEqual([]);
    expect(await app.db.rows('SELECT FROM outbox')).toEqual([]);
  });
});

describe('a mail', () => {
  it('is sent once, however often the job comes', async () => {
    const id = await promise();
    await Promise.all([deliver(id), deliver(id), deliver(id)]);
    await deliver(id);
    expect(await stateOf(id)).toEqual({ state: 'sent', attempts: 1, error: null });
    expect(smtp.mails.map(({ messageId }) => messageId)).toEqual([`<${id}@example.se>`]);
  });

  it('has a text part, a direction, a sender, and says that no person wrote it', async () => {
    for (const [locale, dir] of [
      ['sv', 'ltr'],
      ['en', 'ltr'],
      ['ar', 'rtl'],
    ] as const) {
      await deliver(await promise('test', locale));
      const mail = smtp.mails.at(-1);
      expect(mail?.text).toMatch(/^Rubrik\n\nIngress\n/);
      expect(mail?.html).toMatch(new RegExp(`<html lang="${locale}" dir="${dir}"`));
      expect(mail?.html).toMatch(new RegExp(`<table dir="${dir}"`));
      expect(mail?.from?.text).toBe('"Vägval" <besok@example.se>');
      expect(mail?.recipients).toEqual([planted]);
      expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
    }
  });

  it('carries the ticket as a picture and the visit as a calendar entry', async () => {
    const content = 'BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n';
    letters = {
      ticket: { text: 'V1.kod', reference: 'GD-1', label: 'Kod' },
      calendar: { method: 'CANCEL', content },
      replyTo: 'fragor@example.se',
    };
    await deliver(await promise());
    const [mail] = smtp.mails;
    const picture = mail?.attachments.find(({ contentType }) => contentType === 'image/png');
    expect(picture).toMatchObject({ cid: 'ticket@vagval', contentDisposition: 'inline' });
    expect(picture?.content.subarray(1, 4).toString()).toBe('PNG');
    expect(mail?.raw).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=CANCEL/i);
    expect(mail?.replyTo?.text).toBe('fragor@example.se');
  });

  it('cannot be given further headers or recipients by what people typed', async () => {
    const hostile = 'Hej\r\nBcc: spion@example.se\r\n\r\n<b>x</b>\u202e';
    letters = {
      subject: hostile,
      sender: hostile,
      heading: hostile,
      replyTo: 'x@example.se\r\nBcc: spion@example.se',
    };
    await deliver(await promise());
    const [mail] = smtp.mails;
    expect(mail?.recipients).toEqual([planted]);
    expect(mail?.headers.has('bcc')).toBe(false);
    expect(mail?.headers.has('reply-to')).toBe(false);
    expect(mail?.subject).toBe('Hej Bcc: spion@example.se <b>x</b>');
    expect(mail?.html).not.toContain('<b>x</b>');
  });

  it.each(['x@example.se\r\nRCPT TO:<spion@example.se>', 'a@example.se, b@example.se', '', '"a"@b@c'])(
    'is not sent to %j',
    async (to) => {
      letters = { to };
      const id = await promise();
      await deliver(id);
      expect(await stateOf(id)).toEqual({ state: 'failed', attempts: 1, error: 'EENVELOPE' });
      expect(smtp.mails).toEqual([]);
    },
  );

  it('with nothing to say any more is suppressed; one that nobody can write fails', async () => {
    const [silent, unknown, broken] = [
      await promise('nothing'),
      await promise('none'),
      await promise('broken'),
    ];
    for (const id of [silent, unknown, broken]) await deliver(id);
    expect(await stateOf(silent)).toMatchObject({ state: 'suppressed' });
    expect(await stateOf(unknown)).toMatchObject({ state: 'failed', error: 'unknown_kind' });
    expect(await stateOf(broken)).toMatchObject({ state: 'queued', error: 'not_composed' });
  });
});

describe('a server that says no', () => {
  it('for good ends the mail, and nothing personal is kept of its answer', async () => {
    smtp.options.onRecipient = (address) => {
      throw smtpError(550, `5.1.1 <${address}> is unknown here`);
    };
    const id = await promise();
    await deliver(id);
    expect(await stateOf(id)).toEqual({ state: 'failed', attempts: 1, error: '550 5.1.1' });
  });

  it('for now is asked again, later each time, and not for ever', async () => {
    smtp.options.onMail = () => {
      throw smtpError(451, '4.3.0 not now');
    };
    const id = await promise();
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 8; attempt++) {
      await relayAll();
      await deliver(id);
      waits.push(await minutesUntilAnnounced(id));
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, -1]);
    expect(await stateOf(id)).toEqual({ state: 'failed', attempts: 8, error: '451 4.3.0' });
    expect(new Set(smtp.mails.map(({ messageId }) => messageId))).toEqual(new Set([`<${id}@example.se>`]));
  });

  /** Moves the clock by minutes until the message is announced again; -1 when it never is. */
  async function minutesUntilAnnounced(id: string): Promise<number> {
    await relayAll();
    const before = (await announcements(id)).length;
    for (let minutes = 1; minutes <= 130; minutes++) {
      app.clock.advance({ minutes: 1 });
      await app.get(Delivery).announceDue();
      if ((await announcements(id)).length > before) return minutes;
    }
    return -1;
  }

  it('goes out when the server is back', async () => {
    let away = true;
    smtp.options.onRecipient = () => {
      if (away) throw smtpError(421, '4.3.2 closing');
    };
    const id = await promise();
    await deliver(id);
    away = false;
    app.clock.advance({ minutes: 1 });
    await deliver(id);
    expect(await stateOf(id)).toEqual({ state: 'sent', attempts: 2, error: null });
  });
});

describe('what got lost', () => {
  it('on its way is announced again after two minutes, once, and not while the outbox holds it', async () => {
    const id = await promise();
    app.clock.advance({ minutes: 3 });
    expect(await app.get(Delivery).announceDue()).toBe(0);
    await relayAll();
    expect(await app.get(Delivery).announceDue()).toBe(1);
    await relayAll();
    expect(await app.get(Delivery).announceDue()).toBe(0);
    expect(await announcements(id)).toHaveLength(2);
  });

  it('in the hands of a dead worker comes back after ten minutes', async () => {
    const id = await promise();
    await relayAll();
    await app.db.rows(
      `UPDATE message SET state = 'sending', attempts = 1, tried_at = $1, due_at = $1::timestamptz + interval '10 minutes'`,
      [app.clock.now()],
    );
    app.clock.advance({ minutes: 9, seconds: 59 });
    expect(await app.get(Delivery).announceDue()).toBe(0);
    await deliver(id);
    expect(smtp.mails).toEqual([]);
    app.clock.advance({ seconds: 1 });
    expect(await app.get(Delivery).announceDue()).toBe(1);
    await deliver(id);
    expect(await stateOf(id)).toMatchObject({ state: 'sent', attempts: 2 });
  });

  it('again and again is given up: the mail itself may be what kills', async () => {
    const id = await promise();
    await app.db.rows('UPDATE message SET attempts = 8');
    await deliver(id);
    expect(await stateOf(id)).toMatchObject({ state: 'failed', error: 'gave_up' });
  });
});
