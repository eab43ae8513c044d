import { expect, test } from '@playwright/test';
import { chooseFirst } from './booking.ts';
import { freshAddress, letterTo } from './inbox.ts';
import { accessible, fitsTheScreen, signIn } from './person.ts';

test.use({ viewport: { width: 375, height: 812 } });

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with a script' : 'without a script', () => {
    test.use({ javaScriptEnabled });

    test('staff book for a caller without an address, find the visit again and send it on', async ({
      page,
    }) => {
      await signIn(page, 'ledare');
      await page.goto('/organise/parties');
      if (javaScriptEnabled) await accessible(page);
      await fitsTheScreen(page);
      await page.getByRole('link', { name: 'Boka åt någon' }).click();
      await chooseFirst(page, 2);
      await page.getByRole('button', { name: /^Gå vidare med 1 val/ }).click();
      await expect(page.getByText('Du bokar åt någon annan')).toBeVisible();
      if (javaScriptEnabled) await accessible(page);
      await page.getByRole('button', { name: 'Boka', exact: true }).click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText('Klart! Vi ses');
      const reference =
        /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await page.locator('.ticket__ref').innerText())?.[0] ?? '';

      await page.goto('/organise/parties');
      await page.getByLabel('Sök').fill(reference.toLowerCase());
      await page.getByRole('button', { name: 'Sök' }).click();
      await expect(page.getByRole('rowheader', { name: reference })).toBeVisible();
      await expect(page.getByText('Bokad av personal')).toBeVisible();
      if (javaScriptEnabled) await accessible(page);
      await page.getByRole('link', { name: 'Historik och kontakt' }).click();
      const email = freshAddress('uppringd');
      await page.getByLabel('Ny mejladress').fill('inte en adress');
      await page.getByRole('button', { name: 'Spara' }).click();
      await expect(page.getByLabel('Ny mejladress')).toHaveValue('inte en adress');
      await page.getByLabel('Ny mejladress').fill(email);
      await page.getByRole('button', { name: 'Spara' }).click();
      await expect(page.getByText('Sparat.')).toBeVisible();
      await letterTo(email);
      await page.getByRole('button', { name: 'Öppna besöket' }).click();
      await expect(page).toHaveURL(/\/party\//);
      await expect(page.getByText(reference)).toBeVisible();
    });

    test('a host sees who comes, pauses the station and everybody with a place is told', async ({
      page,
      browser,
    }) => {
      const email = freshAddress('vid-montern');
      await page.goto('/programme?kind=try-it&size=1');
      await chooseFirst(page);
      await page.getByRole('button', { name: /^Gå vidare med 1 val/ }).click();
      await page.getByLabel('E-post').fill(email);
      const place = await page.locator('.lines > li').first().innerText();
      await page.getByRole('button', { name: 'Boka', exact: true }).click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText('Klart! Vi ses');
      const station =
        /Yrkesmontern, station \d+/.exec(await page.getByRole('main').innerText())?.[0] ?? place;

      const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 375, height: 812 } });
      const host = await context.newPage();
      await signIn(host, 'monter');
      await expect(host).toHaveURL(/\/on-site\/stand/);
      if (javaScriptEnabled) await accessible(host);
      await fitsTheScreen(host);
      await host.getByRole('link', { name: new RegExp(`^${station} `) }).click();
      await expect(host.getByRole('heading', { level: 1 })).toHaveText(station);
      if (javaScriptEnabled) await accessible(host);
      await fitsTheScreen(host);
      await host.getByRole('button', { name: 'Pausa stationen' }).click();
      await expect(host.getByText(/^Stationen står still\./)).toBeVisible();
      await letterTo(email, /står .* still/);
      await host.getByRole('button', { name: 'Starta igen' }).click();
      await expect(host.getByText(/^Igång igen\./)).toBeVisible();
      await letterTo(email, /är igång igen/);
      await context.close();
    });
  });
}
