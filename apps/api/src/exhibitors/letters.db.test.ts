import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../test/app.ts';
import type { TestApp } from '../../test/app.ts';
import { duringRegistration, insertApplication, makeFair } from '../../test/exhibiting.ts';
import type { Exhibiting } from '../../test/exhibiting.ts';
import { MailKinds } from '../mail/mail.service.ts';
import type { Letter } from '../mail/mail.service.ts';
import { newId } from '../platform/ids.ts';
import { applicationMails } from './exhibitors.mail.ts';
import type { ApplicationMail } from './exhibitors.mail.ts';
import { ExhibitorsModule } from './exhibitors.module.ts';
import { languageFor } from './letters.sql.ts';

let app: TestApp;
let fair: Exhibiting;
let application: string;
beforeAll(async () => {
  app = await startApp({ features: [ExhibitorsModule], at: duringRegistration });
  fair = await makeFair(app.db);
  const [edition, organisation] = [fair.edition, fair.school];
  application = await insertApplication(app.db, {
    edition,
    organisation,
    state: 'placed',
    name: 'Ärlaskolan',
  });
  await app.db.rows('UPDATE application SET note = $2 WHERE id = $1', [application, 'Skriv mer <om> er.']);
  await app.db.rows('UPDATE booth SET application_id = $1 WHERE id = $2', [application, fair.booths.A01]);
});
afterAll(() => app.close());

const locales = ['sv', 'en', 'ar'] as const;

function compose(kind: ApplicationMail, locale: Letter['locale']): Promise<Letter | undefined> {
  const none = { partyId: null, bookingId: null, signInLinkId: null, surveyInvitationId: null };
  const about = { ...none, applicationId: application };
  const row = {
    id: newId(),
    editionId: fair.edition,
    purposeKey: newId(),
    kind,
    attempts: 0,
    locale,
    ...about,
  };
  return app.get(MailKinds).find(kind)?.(row) ?? Promise.resolve(undefined);
}

describe.each(locales)('letters in %s', (locale) => {
  it.each(applicationMails)('%s', async (kind) => {
    const letter = await compose(kind, locale);
    expect(letter).toMatchObject({
      to: 'kontakt@example.se',
      locale,
      sender: 'Mässan',
      replyTo: 'massan@example.se',
      button: { href: `${app.config.webOrigin}${locale === 'sv' ? '' : `/${locale}`}/exhibit` },
    });
    expect(letter?.subject).toMatch(/2027|Ärlaskolan/);
    expect(letter?.lead).toContain('Ärlaskolan');
    const text = JSON.stringify(letter);
    expect(text).not.toMatch(/undefined|null|mail_|[{]\w+[}]|""/);
    expect(/[؀-ۿ]/.test(letter?.heading ?? '')).toBe(locale === 'ar');
    expect(text.includes('Skriv mer')).toBe(!['application-received', 'application-placed'].includes(kind));
    expect(text.includes('A01')).toBe(kind === 'application-placed');
  });
});

it('says nothing twice in one language', async () => {
  for (const locale of locales) {
    const leads = await Promise.all(
      applicationMails.map(async (kind) => (await compose(kind, locale))?.lead),
    );
    expect(new Set(leads).size).toBe(applicationMails.length);
  }
});

it('writes in the language of the contact, else of whoever accepted the guidelines, else Swedish', async () => {
  expect(await languageFor(app.db, application)).toBe('sv');
  const { account } = await app.signIn('exhibitor', { organisation: fair.school });
  await app.db.rows(`UPDATE account SET locale = 'en' WHERE id = $1`, [account]);
  await app.db.rows(
    `INSERT INTO guideline_acceptance SELECT $1, id, $2, now() FROM guideline WHERE edition_id = $3`,
    [application, account, fair.edition],
  );
  expect(await languageFor(app.db, application)).toBe('en');
  await app.db.rows(
    `INSERT INTO account (id, email, locale, created_at) VALUES ($1, 'kontakt@example.se', 'ar', now())`,
    [newId()],
  );
  expect(await languageFor(app.db, application)).toBe('ar');
});

it('has nothing to say when the contact is gone, or the booth', async () => {
  await app.db.rows('UPDATE booth SET application_id = NULL WHERE application_id = $1', [application]);
  expect(await compose('application-placed', 'sv')).toBeUndefined();
  await app.db.rows('UPDATE application SET contact_email = NULL WHERE id = $1', [application]);
  for (const kind of applicationMails) expect(await compose(kind, 'sv')).toBeUndefined();
});
