import { expect, test } from '@playwright/test';
import { bookFamily, chooseFirst } from './booking.ts';
import { freshAddress, letterTo, lettersTo, linkIn } from './inbox.ts';
import { accessible, fitsTheScreen } from './person.ts';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with a script' : 'without a script', () => {
    test.use({ javaScriptEnabled, viewport: { width: 375, height: 812 } });

    test('a family books, gets one mail, changes the number and cancels one thing', async ({ page }) => {
      const email = freshAddress('familj');
      const titles = await bookFamily(page, { email, size: 3 });
      for (const title of titles) await expect(page.locator('.ticket')).toContainText(title);
      await expect(page.locator('.ticket__qr svg')).toBeVisible();
      await fitsTheScreen(page);
      if (javaScriptEnabled) await accessible(page);

      const letter = await letterTo(email);
      for (const title of titles) expect(letter.text).toContain(title);
      expect(letter.attachments?.map((it) => it.contentType)).toContain('image/png');
      const reference = (await page.locator('.ticket__ref').innerText()).replace(/\s+/g, '').slice(-9);
      expect(letter.text.replaceAll('-', '')).toContain(reference.replaceAll('-', ''));

      await page.goto(linkIn(letter, /\/party\//));
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ert besök');
      await fitsTheScreen(page);
      if (javaScriptEnabled) await accessible(page);
      await page.getByRole('spinbutton', { name: 'Personer' }).fill('2');
      await page.getByRole('button', { name: 'Spara antal' }).click();
      await expect(page.getByText('Antalet är sparat.')).toBeVisible();
      await page
        .getByRole('link', { name: /^Ändra/ })
        .first()
        .click();
      await fitsTheScreen(page);
      if (javaScriptEnabled) await accessible(page);
      await page.getByRole('button', { name: 'Avboka det här' }).click();
      await expect(page.getByText('Bokningen är borttagen')).toBeVisible();
      await expect(page.locator('.route li')).toHaveCount(1);
    });
  });
}

test('from the start it is two screens and at most four fields', async ({ page }) => {
  const screens: string[] = [];
  page.on('framenavigated', (frame) => {
    const { pathname } = new URL(frame.url());
    if (frame === page.mainFrame() && pathname !== screens.at(-1)) screens.push(pathname);
  });
  await page.goto('/');
  await page.getByRole('link', { name: /Besök med familjen/ }).click();
  await chooseFirst(page, 2);
  await page.getByRole('button', { name: /^Gå vidare/ }).click();
  const address = new URL(page.url());
  expect(address.searchParams.get('hold')).toBeTruthy();
  const fields = page.locator('main form > .field:visible');
  expect(await fields.count(), 'fields to fill in').toBeLessThanOrEqual(4);
  await page.getByLabel('E-post').fill(freshAddress('kort'));
  await page.getByRole('button', { name: 'Boka', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Klart!');
  expect(screens.map((it) => it.replace(/^\/party\/[^/]+/, '/party'))).toEqual([
    '/',
    '/programme',
    '/book',
    '/party/confirmed',
  ]);
});

test('an activity has a page of its own, with its times and what searchers are told', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 812 });
  await page.goto('/programme?kind=try-it&size=2');
  await page.locator('.slot:visible h3 a').first().click();
  await expect(page.getByRole('heading', { name: 'Tider att boka' })).toBeVisible();
  await accessible(page);
  await fitsTheScreen(page);
  const told = await page.locator('script[type="application/ld+json"]').textContent();
  const [event] = JSON.parse(told ?? '[]') as { '@type': string }[];
  expect(event).toMatchObject({ '@type': 'EducationEvent' });
  await expect(page.locator('link[rel="canonical"]')).toHaveAttribute('href', /\/programme\/[0-9a-f-]{36}$/);
  const title = await page.getByRole('heading', { level: 1 }).innerText();
  await page.locator('.slot .btn--pick').first().click();
  await expect(page.locator('.visit')).toContainText(title);
});

test('places kept too long ago are told of kindly, and booking still works', async ({ page }) => {
  await page.goto('/programme?size=1');
  await chooseFirst(page);
  await page.getByRole('button', { name: /^Gå vidare/ }).click();
  const address = new URL(page.url());
  address.searchParams.set('until', '2020-01-01T00:00:00Z');
  await page.goto(address.href);
  await expect(page.getByText('Tiden då vi höll platserna har gått ut')).toBeVisible();
  await page.getByLabel('E-post').fill(freshAddress('sen'));
  await page.getByRole('button', { name: 'Boka', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Klart!');
});

test('the same form sent twice books once and mails once', async ({ page, context }) => {
  const email = freshAddress('dubbel');
  await page.goto('/programme');
  await chooseFirst(page);
  await page.getByRole('button', { name: /^Gå vidare/ }).click();
  await page.getByRole('spinbutton', { name: 'Hur många kommer?' }).fill('1');
  await page.getByLabel('E-post').fill(email);
  const twin = await context.newPage();
  await page.getByRole('button', { name: 'Boka' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Klart!');
  const first = page.url();
  await page.goBack();
  await page.getByRole('spinbutton', { name: 'Hur många kommer?' }).fill('1');
  await page.getByLabel('E-post').fill(email);
  await page.getByRole('button', { name: 'Boka' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Klart!');
  await twin.close();
  await letterTo(email);
  const same = page.url() === first;
  expect(await lettersTo(email)).toBe(same ? 1 : 2);
  expect(same, 'going back and sending again leads to the same visit').toBe(true);
});

test('what is wrong is said beside the field, and what was typed stays', async ({ page }) => {
  await page.goto('/programme');
  await chooseFirst(page);
  await page.getByRole('button', { name: /^Gå vidare/ }).click();
  await page.getByRole('spinbutton', { name: 'Hur många kommer?' }).fill('4');
  await page.getByLabel('E-post').fill('inte en adress');
  await page.getByRole('button', { name: 'Boka' }).click();
  await expect(page).toHaveTitle(/^Fel:/);
  await expect(page.getByRole('alert')).toContainText('fullständig e-postadress');
  await expect(page.getByLabel('E-post')).toHaveValue('inte en adress');
  await expect(page.getByRole('spinbutton', { name: 'Hur många kommer?' })).toHaveValue('4');
  await accessible(page);
});

test('in Arabic the whole way, from right to left', async ({ page }) => {
  const email = freshAddress('arabiska');
  await page.setViewportSize({ width: 375, height: 812 });
  await page.goto('/ar/programme');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await page.locator('.slot').locator('.btn--pick').first().click();
  await page.getByRole('button', { name: /^المتابعة/ }).click();
  await page.getByRole('spinbutton', { name: 'كم عددكم؟' }).fill('2');
  await page.getByLabel('البريد الإلكتروني').fill(email);
  await accessible(page);
  await page.getByRole('button', { name: 'احجزوا' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('تم الحجز');
  await accessible(page);
  await fitsTheScreen(page);
  const letter = await letterTo(email);
  expect(letter.html).toContain('dir="rtl"');
  expect(new URL(linkIn(letter, /\/party\//)).pathname).toMatch(/^\/ar\/party\//);
});

test('every visitor page is accessible and fits a small phone', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const pages = [
    '/',
    '/programme',
    '/about/visit',
    '/about/accessibility',
    '/about/privacy',
    '/about/protected',
    '/sign-in',
    '/halls',
    '/exhibitors',
  ];
  for (const path of pages) {
    await page.goto(path);
    await accessible(page);
    await fitsTheScreen(page);
  }
});
