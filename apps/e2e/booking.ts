import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

/** Chooses the first slot with room on the page as it is filtered now; returns its title. */
export async function chooseFirst(page: Page): Promise<string> {
  const slot = page.locator('.slot').filter({ has: page.getByRole('link', { name: /^Välj/ }) });
  const first = slot.locator('visible=true').first();
  const title = await first.getByRole('heading').innerText();
  await first.getByRole('link', { name: /^Välj/ }).click();
  await expect(page.locator('.visit')).toContainText(title);
  return title;
}

export async function chooseOf(page: Page, kind: RegExp): Promise<string> {
  await page.getByRole('navigation', { name: 'Sort' }).getByRole('link', { name: kind }).click();
  return chooseFirst(page);
}

/** Start → choose a guardian meeting and a try-it slot → who comes → confirmed; what was chosen. */
export async function bookFamily(
  page: Page,
  { email, size }: { email: string; size: number },
): Promise<string[]> {
  await page.goto('/');
  await page.getByRole('link', { name: /Besök med familjen/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Välj vad ni vill göra');
  const titles = [await chooseOf(page, /vårdnadshavare/), await chooseOf(page, /Prova/)];
  await page.getByRole('link', { name: /^Gå vidare med 2 val/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Vilka kommer?');
  await page.getByRole('spinbutton', { name: 'Hur många kommer?' }).fill(String(size));
  await page.getByLabel('E-post').fill(email);
  const places = page.getByRole('spinbutton', { name: 'Antal personer' });
  if (await places.first().isVisible()) {
    await places.nth(0).fill(String(size - 1));
    await places.nth(1).fill('1');
  }
  await page.getByRole('button', { name: 'Boka', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Klart! Vi ses');
  return titles;
}
