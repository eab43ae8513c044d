import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { fitsTheScreen, signIn } from './person.ts';

const phone = { width: 375, height: 812 };

const survey = '/organise/surveys/counsellor';
const words = `Hur mycket hjälpte materialet före besöket ${crypto.randomUUID().slice(0, 6)}?`;

const saved = (page: Page) => expect(page.getByText('Sparat', { exact: true })).toBeVisible();

async function rewordMaterial(page: Page): Promise<void> {
  await page.goto('/organise/surveys/bank?words=material');
  await fitsTheScreen(page);
  await page.locator('tbody a').first().click();
  await page.locator('summary', { hasText: 'Ny ordalydelse' }).click();
  const form = page.locator('form[action="?/version"]');
  await form.getByLabel('Fråga, svenska').fill('');
  await form.getByRole('button', { name: 'Spara som ny version' }).click();
  await expect(page.getByText('Skriv frågan på svenska.').first()).toBeVisible();
  await expect(form.getByLabel('Fråga, engelska')).not.toHaveValue('');
  await form.getByLabel('Fråga, svenska').fill(words);
  await form.getByRole('button', { name: 'Spara som ny version' }).click();
  await saved(page);
  await fitsTheScreen(page);
}

async function setTimes(page: Page): Promise<void> {
  const form = page.locator('form[action="?/words"]');
  const now = Date.parse(process.env['CLOCK_AT'] ?? new Date().toISOString());
  const day = (ahead: number) => new Date(now + ahead * 86_400_000).toISOString().slice(0, 10);
  await form.getByLabel('Öppnar dag').fill(day(9));
  await form.getByLabel('Öppnar klockan').fill('08:00');
  await form.getByLabel('Stänger dag').fill(day(2));
  await form.getByLabel('Stänger klockan').fill('20:00');
  await form.getByRole('button', { name: 'Spara' }).click();
  await expect(page.getByText('Enkäten ska stänga efter att den öppnar.').first()).toBeVisible();
  await expect(form.getByLabel('Öppnar dag')).toHaveValue(day(9));
  await form.getByLabel('Stänger dag').fill(day(20));
  await form.getByRole('button', { name: 'Spara' }).click();
  await saved(page);
}

// An analyst makes this year's survey of the counsellors from last year's, rewords a question and opens it.
test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false, viewport: phone });

  test('an analyst makes a survey from last year’s, rewords a question and opens it', async ({ page }) => {
    await signIn(page, 'analytiker');
    await page.goto('/organise/surveys');
    await fitsTheScreen(page);
    const choice = page.getByLabel('Vilka ska svara');
    const lastYear = await choice.locator('option[value^="counsellor/"]').first().getAttribute('value');
    await choice.selectOption(lastYear);
    await page.getByRole('button', { name: 'Gör enkäten' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Studie- och yrkesvägledare');
    await expect(page.getByText('När den öppnar och stänger')).toBeVisible();
    await fitsTheScreen(page);

    await rewordMaterial(page);
    await page.goto(survey);
    const question = page.locator('#q-material');
    await expect(question.getByText(words)).toBeVisible();
    await question.locator('summary').click();
    await question.getByLabel('Ordalydelse').selectOption({ index: 1 });
    await question.getByRole('button', { name: 'Spara' }).click();
    await saved(page);
    await expect(question.locator('strong')).toHaveText(words);
    await expect(page.getByText('Ny ordalydelse, svaren går att jämföra: material')).toBeVisible();

    await setTimes(page);
    await page.getByRole('link', { name: 'Visa som den som svarar' }).click();
    await expect(page.getByText(words)).toBeVisible();
    await page.goto(survey);
    await page.getByRole('button', { name: 'Öppna enkäten' }).click();
    await expect(page.getByText('Enkäten är öppnad: frågorna ligger fast.')).toBeVisible();
    await expect(page.getByText('Öppnar snart')).toBeVisible();
    await expect(page.locator('form[action="?/change"]')).toHaveCount(0);

    // As it was before, for whoever comes next.
    await page.getByRole('button', { name: 'Gör till utkast igen' }).click();
    await page.locator('summary', { hasText: 'Ta bort utkastet' }).click();
    await page.getByRole('button', { name: 'Ta bort utkastet' }).click();
    await expect(page.locator(`tbody a[href="${survey}"]`)).toHaveCount(0);
  });
});
