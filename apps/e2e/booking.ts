import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

const free = async (slot: Locator): Promise<number> =>
  Number(/\d+/.exec(await slot.locator('.state').innerText())?.[0] ?? 0);

/** Chooses the first slot with room for that many on the page as it is filtered now; returns its title. */
export async function chooseFirst(page: Page, persons = 1): Promise<string> {
  const bookable = page.locator('.slot').filter({ has: page.locator('.btn--pick') });
  for (const slot of await bookable.locator('visible=true').all()) {
    if ((await free(slot)) < persons) continue;
    const title = await slot.getByRole('heading').innerText();
    await slot.locator('.btn--pick').click();
    await expect(page.locator('.visit')).toContainText(title);
    return title;
  }
  throw new Error(`No slot here has room for ${persons}`);
}

async function chooseOf(page: Page, kind: RegExp, persons: number): Promise<string> {
  await page.getByRole('navigation', { name: 'Sort' }).getByRole('link', { name: kind }).click();
  return chooseFirst(page, persons);
}

/** Says how many go to one of the choices. */
async function onlySome(page: Page, title: string, persons: number): Promise<void> {
  const line = page.locator('.lines > li').filter({ hasText: title });
  const field = line.getByRole('spinbutton', { name: 'Antal personer' });
  if (!(await field.isVisible())) await line.locator('summary').click();
  await field.fill(String(persons));
}

/** Start → choose a guardian meeting and a try-it slot → who comes → confirmed; one stays out of the meeting and tries. */
export async function bookFamily(
  page: Page,
  { email, size }: { email: string; size: number },
): Promise<string[]> {
  await page.goto('/');
  await page.getByRole('link', { name: /Besök med familjen/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Välj vad ni vill göra');
  const meeting = await chooseOf(page, /vårdnadshavare/, size);
  const station = await chooseOf(page, /Prova/, 1);
  await page.getByRole('button', { name: /^Gå vidare med 2 val/ }).click();
  await expect(page.getByText(/^Platserna hålls för er till kl\./)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Vilka kommer?');
  await page.getByRole('spinbutton', { name: 'Hur många kommer?' }).fill(String(size));
  await page.getByLabel('E-post').fill(email);
  await onlySome(page, meeting, size - 1);
  await onlySome(page, station, 1);
  await page.getByRole('button', { name: 'Boka', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Klart! Vi ses');
  return [meeting, station];
}
