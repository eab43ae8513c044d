import { expect, test } from '@playwright/test';
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import pg from 'pg';
import { letterTo } from './inbox.ts';
import { accessible, fitsTheScreen, signIn } from './person.ts';

// One application goes from draft to a booth: each test goes on where the one before it stopped.
test.describe.configure({ mode: 'serial' });

type Kept = Awaited<ReturnType<Awaited<ReturnType<Browser['newContext']>>['storageState']>>;
const phone = { width: 375, height: 812 };
const contact = `kontakt-${crypto.randomUUID().slice(0, 8)}@example.se`;
let school: Kept;
let leader: Kept;
let booth: string;

async function keptSession(browser: Browser, account: string): Promise<Kept> {
  const context = await browser.newContext();
  await signIn(await context.newPage(), account);
  const kept = await context.storageState();
  await context.close();
  return kept;
}

test.beforeAll(async ({ browser }) => {
  school = await keptSession(browser, 'skola');
  leader = await keptSession(browser, 'ledare');
});

/** A page of somebody who is signed in; closed when the work is done. */
async function as(
  browser: Browser,
  storageState: Kept,
  work: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const context = await browser.newContext({ storageState, viewport: phone, ...options });
  await work(await context.newPage());
  await context.close();
}

/** The journeys happen when the fair opens, long after the last day to apply. */
async function reopenRegistration(): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await client.query(
    `UPDATE opening SET closes_at = closes_at + interval '90 days'
      WHERE of = 'registration' AND edition_id = (SELECT id FROM edition WHERE state = 'current')`,
  );
  await client.end();
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const next = (page: Page) => page.getByRole('button', { name: 'Spara och fortsätt', exact: true }).click();
const later = (page: Page) => page.getByRole('button', { name: 'Spara och fortsätt senare' }).click();

async function sound(page: Page): Promise<void> {
  await accessible(page);
  await fitsTheScreen(page);
}

/** From the list of one's own applications to the task list of the first one. */
async function openTasks(page: Page): Promise<void> {
  await page.goto('/exhibit');
  await page
    .locator('main .card')
    .first()
    .getByRole('link', { name: /^(Fortsätt|Läs)/ })
    .click();
  await expect(heading(page)).toHaveText('Er anmälan');
}

test('after the last day the pages say so, and keep what was typed', async ({ browser }) => {
  await as(browser, school, async (page) => {
    await page.goto('/exhibit');
    await expect(page.getByText(/^Anmälan stängde/)).toBeVisible();
    await sound(page);
    await openTasks(page);
    await expect(page.getByText('Anmälan har stängt')).toBeVisible();
    await sound(page);
    await page.getByRole('main').getByRole('link', { name: 'Grunduppgifter' }).click();
    await page.getByRole('main').getByLabel('Namn eller roll').fill('Studieteamet');
    await next(page);
    await expect(page.getByRole('alert')).toContainText('Anmälan är stängd');
    await expect(page.getByRole('main').getByLabel('Namn eller roll')).toHaveValue('Studieteamet');
    await sound(page);
  });
});

test('the steps are saved on the way, and what is wrong is told beside its field', async ({ browser }) => {
  await reopenRegistration();
  await as(browser, school, async (page) => {
    await openTasks(page);
    await page.getByRole('link', { name: 'Fortsätt', exact: true }).click();
    await expect(heading(page)).toHaveText('Läs riktlinjerna');
    await next(page);
    await expect(page).toHaveTitle(/^Fel:/);
    await expect(page.getByRole('alert')).toContainText('Kryssa i att ni följer riktlinjerna');
    await sound(page);
    await page.getByRole('main').getByLabel('Jag har läst').check();
    await next(page);

    await expect(heading(page)).toHaveText('Grunduppgifter');
    await page.getByRole('main').getByLabel('Namn eller roll').fill('Studieteamet');
    await page.getByRole('main').getByLabel('E-post').fill('inte en adress');
    await page.getByRole('main').getByLabel('Telefon').fill('031-390 06 10');
    await page.getByRole('main').getByLabel('Webbplats').fill('www.example.se');
    await next(page);
    await expect(page.getByRole('alert')).toContainText('fullständig e-postadress');
    await expect(page.getByRole('main').getByLabel('Webbplats')).toHaveValue('www.example.se');
    await sound(page);
    await page.getByRole('main').getByLabel('E-post').fill(contact);
    await later(page);

    await expect(heading(page)).toHaveText('Er anmälan');
    await expect(page.getByText('Sparat', { exact: true })).toBeVisible();
    await sound(page);
    await page.goto('/exhibit');
    await expect(page.getByText('2 steg är kvar')).toBeVisible();
  });
});

test('what is missing is named with the way to it', async ({ browser }) => {
  await as(browser, school, async (page) => {
    await openTasks(page);
    await page.getByRole('link', { name: 'Summering' }).click();
    await page.getByRole('button', { name: 'Skicka in anmälan' }).click();
    await expect(page.getByRole('alert')).toContainText('Monterbokning är inte klart');
    await sound(page);
    await page.getByRole('link', { name: 'Ändra Monterbokning' }).click();
    await expect(heading(page)).toHaveText('Välj monter');
  });
});

test('a booth pressed on the plan is chosen, held and held longer', async ({ browser }) => {
  await as(browser, school, async (page) => {
    await openTasks(page);
    await page.getByRole('link', { name: 'Monterbokning' }).click();
    await next(page);
    await expect(page.getByRole('alert')).toContainText('Välj en storlek');
    await sound(page);
    await page.getByRole('main').getByLabel('Önskemål').fill('Nära entrén');
    await page.waitForLoadState('networkidle');
    const free = page.getByRole('link', { name: /, Ledig$/ }).first();
    const [code = ''] = ((await free.getAttribute('aria-label')) ?? '').split(',');
    await free.click();
    await expect(
      page.getByRole('main').getByLabel('Eller välj i listan').locator('option:checked'),
    ).toContainText(code);
    await expect(page.getByRole('main').getByLabel('Önskemål')).toHaveValue('Nära entrén');
    await expect(page.getByRole('radio', { checked: true })).toHaveCount(1);
    await next(page);

    await expect(heading(page)).toHaveText('Vilka program visar ni?');
    await page.goBack();
    await page.reload();
    await expect(page.getByText(`Monter ${code} hålls för er`)).toBeVisible();
    await page.getByRole('button', { name: 'Håll i 15 minuter till' }).click();
    await expect(page.getByText(`Monter ${code} hålls för er`)).toBeVisible();
    await sound(page);
    booth = code;
  });
});

test('without a script a booth on the plan is a link, and the wrong size is told', async ({ browser }) => {
  await as(
    browser,
    school,
    async (page) => {
      await openTasks(page);
      await page.getByRole('link', { name: 'Monterbokning' }).click();
      const held = await page.getByRole('main').getByLabel('Eller välj i listan').inputValue();
      await page.getByRole('radio').and(page.locator(':not(:checked)')).first().check();
      await next(page);
      await expect(page.getByRole('alert')).toContainText('annan storlek');
      await expect(page.getByRole('main').getByLabel('Eller välj i listan')).toHaveValue(held);
      await page
        .getByRole('link', { name: /, Ledig$/ })
        .first()
        .click();
      await expect(page.getByRole('main').getByLabel('Eller välj i listan')).not.toHaveValue(held);
    },
    { javaScriptEnabled: false },
  );
});

test('it is checked, sent in, and the receipt comes by mail', async ({ browser }) => {
  await as(browser, school, async (page) => {
    await openTasks(page);
    await page.getByRole('link', { name: 'Nationella program' }).click();
    await page.getByRole('main').getByLabel('Teknikprogrammet', { exact: true }).check();
    await page.getByRole('main').getByLabel('Presentation').fill('Kom och prova våra verkstäder.');
    await sound(page);
    await next(page);
    await expect(heading(page)).toHaveText('Kontrollera och skicka in');
    await expect(page.getByRole('main')).toContainText(contact);
    await expect(page.getByRole('main')).toContainText('Teknikprogrammet');
    await sound(page);
    await page.getByRole('button', { name: 'Skicka in anmälan' }).click();
    await expect(heading(page)).toHaveText('Anmälan är inskickad');
    await sound(page);
    const receipt = await letterTo(contact);
    expect(receipt.text).toContain('Burgårdens gymnasium');
    await page.goBack();
    await page.goto('/exhibit');
    await expect(page.getByText('Inskickad').first()).toBeVisible();
  });
});

test('the leader approves and places it, with refusals beside the field', async ({ browser }) => {
  await as(browser, leader, async (page) => {
    await page.goto('/organise/exhibitors?state=submitted');
    await sound(page);
    await page.getByRole('main').getByLabel('Sök utställare').fill('finns inte');
    await page.getByRole('button', { name: 'Sök', exact: true }).click();
    await expect(page.getByText('Ingen anmälan passar')).toBeVisible();
    await sound(page);
    await page.goto('/organise/exhibitors?state=submitted&q=burgården');
    await page.getByRole('link', { name: 'Burgårdens gymnasium' }).click();
    await page.getByRole('button', { name: 'Spara beslutet' }).click();
    await expect(page.getByRole('alert')).toContainText('Välj ett alternativ');
    await sound(page);
    await page.getByRole('radio', { name: /^Godkänn/ }).check();
    await page.getByRole('main').getByLabel('Kommentar till utställaren').fill('Välkomna.');
    await page.getByRole('button', { name: 'Spara beslutet' }).click();
    await expect(page.getByText('Beslutet är sparat')).toBeVisible();

    await page.getByText('Rita en ny monter med mått').click();
    await page.getByRole('main').getByLabel('Monternummer').fill('A99');
    await page.getByRole('main').getByLabel('Från vänster').fill('11,5');
    await page.getByRole('main').getByLabel('Uppifrån').fill('5');
    await page.getByRole('main').getByLabel('Bredd').fill('3');
    await page.getByRole('main').getByLabel('Djup').fill('två');
    await page.getByRole('button', { name: 'Rita och placera' }).click();
    await expect(page.getByRole('alert')).toContainText('Skriv ett mått i meter');
    await expect(page.getByRole('main').getByLabel('Från vänster')).toHaveValue('11,5');
    await page.getByRole('main').getByLabel('Djup').fill('2');
    await page.getByRole('button', { name: 'Rita och placera' }).click();
    await expect(page.getByRole('alert')).toContainText(/Där står redan monter [AB]\d+/);
    await sound(page);

    const list = page.getByRole('main').getByLabel('Ledig monter');
    const offered = await list.locator('option').filter({ hasText: booth }).getAttribute('value');
    await list.selectOption(offered);
    await page.getByRole('button', { name: 'Placera', exact: true }).click();
    await expect(page.getByText('Montern är placerad')).toBeVisible();
    await sound(page);
    await page.goto(`/organise/halls?q=${booth}&booth=${booth}`);
    await sound(page);
  });
});

test('it stands on the public plan, in the list and in the catalogue', async ({ page }) => {
  await page.setViewportSize(phone);
  await page.goto('/halls?q=burgården');
  const chips = page.getByRole('navigation', { name: 'Hallar' });
  await chips.getByRole('link', { name: /: 1 träff$/ }).click();
  await expect(page.getByText('1 träff på ”burgården” här')).toBeVisible();
  await sound(page);
  await page.getByRole('link', { name: 'Burgårdens gymnasium', exact: true }).click();
  await expect(page.getByText(`Monter ${booth}, Hall`)).toBeVisible();
  await expect(page.locator('svg a[aria-current="true"]')).toHaveText(booth);
  await expect(page.locator('svg .walk')).toHaveCount(1);
  await sound(page);
  await page.getByRole('link', { name: /^Om utställaren/ }).click();
  await expect(heading(page)).toHaveText('Burgårdens gymnasium');
  await expect(page.getByText('Kom och prova våra verkstäder.')).toBeVisible();
  await sound(page);
  await page.goto('/ar/exhibitors?q=ingenting+alls');
  await sound(page);
  await page.goto('/ar/halls?zoom=2.4');
  await sound(page);
});
