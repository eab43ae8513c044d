import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { letterTo, lettersTo, linkIn } from './inbox.ts';

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

/** Signs in as one of the demonstration's accounts by the link in the mail. Two at once must not use one account. */
export async function signIn(page: Page, account: string): Promise<void> {
  const address = `${account}@example.se`;
  const before = await lettersTo(address);
  await page.goto('/sign-in');
  await page.getByLabel('E-post').fill(address);
  await page.getByRole('main').getByRole('button').click();
  await expect.poll(() => lettersTo(address), { timeout: 20_000 }).toBeGreaterThan(before);
  await page.goto(linkIn(await letterTo(address), /\/sign-in\//));
  await page.getByRole('main').getByRole('button', { name: 'Logga in' }).click();
  await page.waitForURL((url) => !url.pathname.includes('/sign-in'));
}
