import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { letterTo, linkIn } from './inbox.ts';

/** Nothing that a machine can find against WCAG 2.2 AA on the page as it now is. */
export async function accessible(page: Page): Promise<void> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((it) => it.html).join(' ')}`);
  expect(told, page.url()).toEqual([]);
}

/** Nothing sticks out sideways: a phone never scrolls two ways. */
export async function fitsTheScreen(page: Page): Promise<void> {
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(over, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0);
}

/** Signs in as one of the demonstration's accounts by the link in the mail. */
export async function signIn(page: Page, account: string): Promise<void> {
  const address = `${account}@example.se`;
  await page.goto('/sign-in');
  await page.getByLabel('E-post').fill(address);
  await page.getByRole('button', { name: 'Mejla länken' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Titta i din e-post');
  const link = linkIn(await letterTo(address, /logga in/i), /\/sign-in\//);
  await page.goto(link);
  await page.getByRole('button', { name: 'Logga in' }).click();
  await expect(page.getByRole('button', { name: 'Logga ut' })).toBeVisible();
}
