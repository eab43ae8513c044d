import { expect, test } from '@playwright/test';
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { freshAddress, letterTo, linkIn } from './inbox.ts';
import { accessible, fitsTheScreen, signIn } from './person.ts';

const phone = { width: 375, height: 812 };
const smallest = { width: 320, height: 640 };

/** Two schools of nowhere, so that the journey finds its own whatever the register holds. */
const schools =
  'skolenhetskod;namn;kommunkod\n99900001;Klassresans skola norra;1480\n99900002;Klassresans skola södra;1481';

test.beforeAll(async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, 'ledare');
  const { slug } = (await (await page.request.get('/api/editions/current')).json()) as { slug: string };
  const read = await page.request.post(`/api/editions/${slug}/schools/import`, { data: { csv: schools } });
  expect(await read.json()).toMatchObject({ written: true });
  await context.close();
});

const main = (page: Page) => page.getByRole('main');
const heading = (page: Page) => page.getByRole('heading', { level: 1 });

test.describe.configure({ timeout: 120_000 });

/** Nothing a machine finds, and it fits the smallest phone as well. The machine needs scripts, the pages do not. */
async function sound(page: Page): Promise<void> {
  await accessible(page);
  await page.setViewportSize(smallest);
  await fitsTheScreen(page);
  await page.setViewportSize(phone);
}

async function as(
  browser: Browser,
  options: BrowserContextOptions,
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ viewport: phone, ...options });
  await work(await context.newPage());
  await context.close();
}

/** Finds the school and asks for a link. */
async function ask(page: Page, email: string): Promise<void> {
  await page.getByLabel('Skolans namn').fill('klassresan');
  await page.getByRole('button', { name: 'Sök skola' }).click();
  await page.getByRole('radio').first().check();
  await page.getByLabel('E-post på jobbet').fill(email);
  await page.getByRole('button', { name: 'Mejla mig en länk' }).click();
  await expect(heading(page)).toHaveText('Titta i din e-post');
}

/** From the public door to the teacher's own page, by the link in the mail. */
async function register(page: Page, email: string): Promise<void> {
  await page.goto('/school');
  await ask(page, email);
  await page.goto(linkIn(await letterTo(email), /\/sign-in\//));
  await main(page).getByRole('button', { name: 'Logga in' }).click();
  await expect(heading(page)).toHaveText('Era klasser');
}

test('the door for classes tells what is missing and keeps what was typed', async ({ browser }) => {
  await as(browser, {}, async (page) => {
    await page.goto('/');
    await main(page)
      .getByRole('link', { name: /Boka för en klass/ })
      .click();
    await expect(heading(page)).toHaveText('Boka för en klass');
    await sound(page);
    await page.getByLabel('Skolans namn').fill('finns ingen sådan');
    await page.getByRole('button', { name: 'Sök skola' }).click();
    await expect(page.getByText('Vi hittar ingen sådan skola')).toBeVisible();
    await sound(page);
    await page.getByLabel('Skolans namn').fill('klassresan');
    await page.getByRole('button', { name: 'Sök skola' }).click();
    await page.getByRole('link', { name: 'Mölndal' }).click();
    await expect(page.getByText('1 skola passar')).toBeVisible();
    await page.getByRole('link', { name: 'Alla kommuner' }).click();
    await page.getByLabel('E-post på jobbet').fill('inte en adress');
    await page.getByRole('button', { name: 'Mejla mig en länk' }).click();
    await expect(page).toHaveTitle(/^Fel:/);
    await expect(page.getByRole('alert')).toContainText('Välj din skola i listan');
    await expect(page.getByLabel('E-post på jobbet')).toHaveValue('inte en adress');
    await sound(page);
    await ask(page, freshAddress('larare'));
    await sound(page);
  });
});

async function fillClass(page: Page, name: string, pupils: number): Promise<void> {
  await page.getByLabel('Klassens eller gruppens namn').fill(name);
  await page.getByRole('spinbutton', { name: 'Antal elever' }).fill(String(pupils));
  await page.getByRole('spinbutton', { name: 'Antal vuxna' }).fill('2');
}

/** One of the times with room, counted over all days; a closed day is opened first. */
async function chooseTime(page: Page, time: number): Promise<void> {
  const days = page.locator('fieldset details');
  for (const day of await days.all())
    if ((await day.getAttribute('open')) === null) await day.locator('summary').click();
  await page.locator('input[name="slot"]:enabled').nth(time).check();
}

/** The time of arrival, each class its own, and what the class would like to try. */
async function fillPlan(page: Page, time: number): Promise<void> {
  await chooseTime(page, time);
  const stations = page.getByRole('group').filter({ has: page.getByRole('radio', { name: 'Helst' }) });
  for (const [at, answer] of ['Helst', 'Helst', 'Gärna', 'Gärna', 'Kanske'].entries())
    await stations.nth(at).getByRole('radio', { name: answer }).check({ force: true });
}

/** Screen one to four and the confirmation, each counted as it is met. */
async function bookClass(
  page: Page,
  { name, time, sound }: { name: string; time: number; sound: (page: Page) => Promise<void> },
): Promise<string[]> {
  const screens = [await heading(page).innerText()];
  await sound(page);
  await page.getByRole('link', { name: 'Lägg till en klass' }).first().click();

  screens.push(await heading(page).innerText());
  await page.getByRole('button', { name: 'Spara och välj tid' }).click();
  await expect(page).toHaveTitle(/^Fel:/);
  await expect(page.getByRole('alert')).toContainText('Skriv vad klassen eller gruppen heter');
  await sound(page);
  await fillClass(page, name, 26);
  await page.getByRole('button', { name: 'Spara och välj tid' }).click();

  screens.push(await heading(page).innerText());
  await page.getByRole('button', { name: 'Spara och föreslå grupper' }).click();
  await expect(page.getByRole('alert')).toContainText('Välj en ankomsttid');
  await sound(page);
  await fillPlan(page, time);
  await page.getByRole('button', { name: 'Spara och föreslå grupper' }).click();

  screens.push(await heading(page).innerText());
  await expect(page.getByText(/^Vi håller platserna åt er till/)).toBeVisible();
  await sound(page);
  await page.getByRole('button', { name: 'Godkänn grupperna' }).click();
  await expect(page.getByText('Grupperna är bokade')).toBeVisible();
  screens.push(await heading(page).innerText());
  await sound(page);
  return screens;
}

/** How many pupils stand in the groups of the page. */
async function inGroups(page: Page): Promise<number> {
  const said = await page.locator('.branch h3 small').allInnerTexts();
  return said.map((text) => Number(/\d+/.exec(text)?.[0])).reduce((sum, size) => sum + size, 0);
}

test.describe('a class in four screens and a confirmation', () => {
  for (const javaScriptEnabled of [false, true]) {
    test(`${javaScriptEnabled ? 'with' : 'without'} a script`, async ({ browser }) => {
      await as(browser, { javaScriptEnabled }, async (page) => {
        const email = freshAddress('larare');
        await register(page, email);
        const screens = await bookClass(page, {
          name: '9B',
          time: javaScriptEnabled ? 22 : 38,
          sound: javaScriptEnabled ? sound : fitsTheScreen,
        });
        expect(screens).toEqual([
          'Era klasser',
          'Vilken klass kommer?',
          'När kommer ni, och vad vill ni prova?',
          'Förslag på grupper',
          expect.stringMatching(/^9B kommer /),
        ]);
        expect(await inGroups(page)).toBe(26);
        await expect(page.getByRole('img', { name: 'Biljettens kod' })).toBeVisible();
        expect((await letterTo(email, /bokade/)).text).toContain('/party/');
      });
    });
  }
});

test('the day changes by a tap, is handed over, taken back and cancelled', async ({ browser }) => {
  await as(browser, {}, async (page) => {
    const [email, substitute] = [freshAddress('larare'), freshAddress('vikarie')];
    await register(page, email);
    await bookClass(page, { name: '9C', time: 40, sound: fitsTheScreen });

    await page.getByRole('button', { name: 'En färre' }).click();
    await expect(page.getByText('Antalet är ändrat')).toBeVisible();
    await expect(page.locator('output')).toHaveText('25');
    expect(await inGroups(page)).toBe(25);
    await page.getByLabel('Eller skriv antalet').fill('500');
    await page.getByRole('button', { name: 'Spara antalet' }).click();
    await expect(page.getByRole('alert')).toContainText('1 till 400');
    await expect(page.getByLabel('Eller skriv antalet')).toHaveValue('500');
    await sound(page);

    await page.getByLabel('Vikariens e-post').fill(substitute);
    await page.getByRole('button', { name: 'Mejla dagen' }).click();
    await expect(page.getByText('Dagen är mejlad')).toBeVisible();
    await sound(page);
    const day = linkIn(await letterTo(substitute), /\/party\//);
    await as(browser, {}, async (theirs) => {
      await theirs.goto(day);
      await expect(heading(theirs)).toBeVisible();
      await page.getByRole('button', { name: 'Ta tillbaka alla länkar' }).click();
      await expect(page.getByText('tillbakatagen')).toBeVisible();
      expect((await theirs.reload())?.status()).toBe(404);
    });

    await page.getByRole('link', { name: 'Avboka klassen' }).click();
    await expect(heading(page)).toHaveText('Avboka 9C?');
    await sound(page);
    await page.getByRole('button', { name: 'Ja, avboka klassen' }).click();
    await expect(page.getByText('Klassen är avbokad')).toBeVisible();
    await sound(page);
  });
});

test('a visit is swapped, places are let go, and groups are proposed again', async ({ browser }) => {
  await as(browser, {}, async (page) => {
    await register(page, freshAddress('larare'));
    await page.getByRole('link', { name: 'Lägg till en klass' }).first().click();
    // A small one, so that there is somewhere else to go when nearly everything is taken.
    await fillClass(page, '9D', 4);
    await page.getByRole('button', { name: 'Spara och välj tid' }).click();
    await fillPlan(page, 20);
    await page.getByRole('button', { name: 'Spara och föreslå grupper' }).click();

    const visit = page
      .locator('.branch .route li')
      .filter({ has: page.locator('select') })
      .first();
    await visit.locator('summary').click();
    const wanted = (await visit.locator('option').first().innerText()).split('·')[1]?.trim() ?? '';
    await sound(page);
    await visit.getByRole('button').click();
    await expect(page.getByText('Bytet är gjort')).toBeVisible();
    await expect(page.locator('.branches')).toContainText(wanted);

    await page.getByRole('button', { name: 'Släpp platserna' }).click();
    await expect(page.getByText('Platserna är släppta')).toBeVisible();
    await sound(page);
    await page.getByRole('link', { name: 'Dela in i grupper' }).click();
    await expect(heading(page)).toHaveText('Dela in klassen i grupper');
    await sound(page);
    await page.getByRole('button', { name: 'Föreslå grupper' }).click();
    await expect(heading(page)).toHaveText('Förslag på grupper');
  });
});

test('the same in Arabic, from right to left', async ({ browser }) => {
  await as(browser, {}, async (page) => {
    const email = freshAddress('larare');
    await register(page, email);
    await page.goto('/ar/school');
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
    await sound(page);
    await main(page)
      .getByRole('link', { name: /أضف صفًا/ })
      .first()
      .click();
    await page.locator('input[name="className"]').fill('9E');
    await page.locator('input[name="pupils"]').fill('14');
    await sound(page);
    await page.getByRole('button', { name: 'احفظ واختر الوقت' }).click();
    await chooseTime(page, 24);
    for (const at of [1, 3])
      await page.locator('.seg').nth(at).getByRole('radio').first().check({ force: true });
    await sound(page);
    await page.getByRole('button', { name: 'احفظ واقترح المجموعات' }).click();
    await expect(heading(page)).toHaveText('اقتراح المجموعات');
    await sound(page);
    await page.getByRole('button', { name: 'وافق على المجموعات' }).click();
    await expect(page.getByText('تم حجز المجموعات')).toBeVisible();
    await sound(page);
  });
});

test('nobody else reads a class, and signed out one begins at the door', async ({ browser, page }) => {
  let address = '';
  await as(browser, {}, async (own) => {
    await register(own, freshAddress('larare'));
    await own.getByRole('link', { name: 'Lägg till en klass' }).first().click();
    await fillClass(own, '9F', 20);
    await own.getByRole('button', { name: 'Spara och välj tid' }).click();
    address = new URL(own.url()).pathname;
  });
  await page.goto(address);
  await expect(heading(page)).toHaveText('Boka för en klass');
  await as(browser, {}, async (other) => {
    await register(other, freshAddress('larare'));
    expect((await other.goto(address))?.status()).toBe(404);
  });
});
