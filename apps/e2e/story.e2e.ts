import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { bookFamily } from './booking.ts';
import { freshAddress, letterTo, linkIn } from './inbox.ts';
import { accessible, fitsTheScreen, signIn } from './person.ts';

// The clock says eight in the morning of the fair's first day: what is booked for today can be let in today.
test.describe.configure({ mode: 'serial' });

/** Eight: fewer than seven would rightly be hidden in the evaluation. */
const size = 8;

async function visitorsCounted(page: Page): Promise<number> {
  const current = (await (await page.request.get('/api/editions/current')).json()) as { slug: string };
  const answer = await page.request.get(`/api/editions/${current.slug}/figures/visitors`);
  const { cells } = (await answer.json()) as { cells: { value?: number }[] };
  return cells[0]?.value ?? 0;
}

const insideNow = async (page: Page): Promise<number> =>
  Number(await page.locator('[data-inside]').getAttribute('data-inside'));

async function atTheDoor(page: Page): Promise<void> {
  await signIn(page, 'dorr');
  await expect(page).toHaveURL(/\/on-site\/door/);
  await page.getByRole('radio').first().check();
  await page.getByRole('button', { name: 'Börja' }).click();
  await expect(page.getByLabel('Kod eller referens')).toBeVisible();
}

async function check(page: Page, code: string): Promise<void> {
  await page.getByLabel('Kod eller referens').fill(code);
  await page.getByRole('button', { name: 'Kontrollera' }).click();
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with a script' : 'without a script', () => {
    test.use({ javaScriptEnabled, viewport: { width: 375, height: 812 } });

    test('a family books, gets one mail with one code, is let in, and the figures count it', async ({
      page,
      browser,
    }) => {
      const email = freshAddress('saga');
      await bookFamily(page, { email, size });
      const letter = await letterTo(email);
      await page.goto(`${linkIn(letter, /\/party\//)}/confirmed`);
      const reference =
        /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await page.locator('.ticket__ref').innerText())?.[0] ?? '';
      const before = await visitorsCounted(page);

      const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 375, height: 812 } });
      const door = await context.newPage();
      await atTheDoor(door);
      const inside = await insideNow(door);
      if (javaScriptEnabled) await accessible(door);
      await fitsTheScreen(door);
      await check(door, reference.toLowerCase());
      await expect(door.getByRole('heading', { level: 1 })).toHaveText('Välkomna');
      await expect(door.locator('.l1')).toHaveText('8 personer');
      if (javaScriptEnabled) await accessible(door);
      await door.getByRole('button', { name: 'Släpp in' }).click();
      await expect(door.getByText('8 personer insläppta.')).toBeVisible();
      await expect.poll(() => insideNow(door)).toBe(inside + size);

      await check(door, reference);
      await expect(door.getByRole('heading', { level: 1 })).toHaveText('Redan inne');
      await door.getByRole('link', { name: 'Nästa' }).click();
      await check(door, '0000-0000');
      await expect(door.getByRole('heading', { level: 1 })).toHaveText('Okänd kod');
      await context.close();

      expect(await visitorsCounted(page)).toBe(before + size);
    });
  });
}

test('a door chosen before the script has come stays chosen', async ({ page }) => {
  await signIn(page, 'dorr');
  const gate = Promise.withResolvers<undefined>();
  await page.route('**/_app/**/*.js', async (route) => {
    await gate.promise;
    await route.continue();
  });
  await page.goto('/on-site/door', { waitUntil: 'domcontentloaded' });
  const door = page.getByRole('radio').nth(1);
  await door.check();
  gate.resolve(undefined);
  await page.waitForLoadState('networkidle');
  await expect(door).toBeChecked();
});

test('an analyst reads the evaluation, and the leader sees the day', async ({ page }) => {
  await signIn(page, 'analytiker');
  await expect(page).toHaveURL(/\/organise\/evaluation/);
  await expect(page.getByText('23 041')).not.toHaveCount(0);
  await accessible(page);
  await page.setViewportSize({ width: 375, height: 812 });
  await fitsTheScreen(page);
  await page.getByRole('button', { name: 'Logga ut' }).click();
  await signIn(page, 'ledare');
  await expect(page).toHaveURL(/\/organise$/);
  await accessible(page);
  await fitsTheScreen(page);
  await page.goto('/organise/mail?state=failed');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('gick inte fram');
  await accessible(page);
});

test('who lacks the right is told so, and who is not signed in is led to sign in', async ({ page }) => {
  await page.goto('/organise/mail');
  await expect(page).toHaveURL(/\/sign-in/);
  await signIn(page, 'finansiar');
  const answer = await page.goto('/organise/mail');
  expect(answer?.status()).toBe(403);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Du har inte tillgång hit');
});
