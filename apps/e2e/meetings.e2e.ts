import { expect, test } from '@playwright/test';
import { chooseFirst } from './booking.ts';
import { freshAddress, letterTo, linkIn } from './inbox.ts';
import { accessible, fitsTheScreen, signIn } from './person.ts';

test.use({ viewport: { width: 375, height: 812 } });

test('a guardian asks beforehand, staff read it, and the guardian sees that it goes to the speaker', async ({
  page,
  browser,
}) => {
  const email = freshAddress('fragar');
  const question = `Hur söker man till anpassad gymnasieskola? ${crypto.randomUUID().slice(0, 8)}`;
  await page.goto('/programme?kind=guardian-meeting&size=2');
  await chooseFirst(page, 2);
  await page.getByRole('button', { name: /^Gå vidare med 1 val/ }).click();
  await page.getByLabel('E-post').fill(email);
  await page.getByRole('button', { name: 'Boka', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Klart! Vi ses');
  const link = linkIn(await letterTo(email), /\/party\//);

  await page.goto(link);
  await page.getByRole('button', { name: 'Skicka frågan' }).click();
  await expect(page.getByRole('alert').or(page.locator('.err')).first()).toContainText('Skriv en fråga');
  await page.getByLabel('Fråga talaren').fill(question);
  await page.getByRole('button', { name: 'Skicka frågan' }).click();
  await expect(page.getByText('Frågan är skickad.')).toBeVisible();
  await expect(page.getByText('Frågor kvar att skicka: 2')).toBeVisible();
  await accessible(page);
  await fitsTheScreen(page);

  const context = await browser.newContext({ viewport: { width: 375, height: 812 } });
  const staff = await context.newPage();
  await signIn(staff, 'ledare');
  for (const part of ['', '/needs', '/demand', '/questions?state=new']) {
    await staff.goto(`/organise/meetings${part}`);
    await accessible(staff);
    await fitsTheScreen(staff);
  }
  const asked = staff.getByRole('listitem').filter({ hasText: question });
  await asked.getByRole('button', { name: /^Godkänn/ }).click();
  await expect(staff.getByRole('listitem').filter({ hasText: question })).toHaveCount(0);
  await context.close();

  await page.goto(link);
  await expect(page.getByText('Läst, går till talaren')).toBeVisible();
});
