import { expect, test } from '@playwright/test';
import type { APIRequestContext, Page } from '@playwright/test';
import { freshAddress, letterTo, linkIn } from './inbox.ts';
import { accessible, fitsTheScreen } from './person.ts';

// Letters are sent by the worker in its own time.
test.describe.configure({ timeout: 90_000 });
test.use({ viewport: { width: 375, height: 812 } });

interface Slot {
  id: string;
  free: number;
  waiting: number;
  startsAt: string;
  activity: { id: string };
}

async function current(request: APIRequestContext): Promise<{ slug: string; last: string }> {
  const edition = (await (await request.get('/api/editions/current')).json()) as {
    slug: string;
    days: { date: string }[];
  };
  return { slug: edition.slug, last: edition.days.at(-1)?.date ?? '' };
}

/** Times to try something on the last day: far enough away for a freed place to be offered, not just given. */
async function triesOf(request: APIRequestContext, size: number): Promise<Slot[]> {
  const { slug, last } = await current(request);
  const answer = await request.get(
    `/api/editions/${slug}/slots?day=${last}&kind=try-it&audience=family&size=${size}`,
  );
  return ((await answer.json()) as { items: Slot[] }).items;
}

/** A time with just a few places and nobody in line: one family can fill it. */
async function nearlyFull(request: APIRequestContext): Promise<Slot> {
  const found = (await triesOf(request, 1)).find((it) => it.free >= 2 && it.free <= 8 && it.waiting === 0);
  if (!found) throw new Error('No time here can be filled by one family');
  return found;
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const slotOn = (page: Page, { id }: Slot) => page.locator(`[id="s-${id}"]`);

async function book(page: Page, { size, email }: { size: number; email: string }): Promise<void> {
  await page.getByRole('spinbutton', { name: 'Hur många kommer?' }).fill(String(size));
  await page.getByLabel('E-post').fill(email);
  await page.getByRole('button', { name: 'Boka', exact: true }).click();
  await expect(heading(page)).toContainText('Klart!');
}

async function fill(page: Page, slot: Slot): Promise<string> {
  const email = freshAddress('forst');
  await page.goto(`/programme?size=${slot.free}&pick=${slot.id}`);
  await page.getByRole('button', { name: /^Gå vidare/ }).click();
  await book(page, { size: slot.free, email });
  return email;
}

test('a full time: stand in line, be offered the place by mail, take it by the link', async ({ page }) => {
  const slot = await nearlyFull(page.request);
  const first = await fill(page, slot);
  const { last } = await current(page.request);

  await page.goto(`/programme?day=${last}&kind=try-it&size=2&free=`);
  const card = slotOn(page, slot);
  await card.locator('xpath=ancestor::details').evaluate((it: HTMLDetailsElement) => (it.open = true));
  await expect(card).toContainText('Ni blir nummer 1 i kön');
  await card.getByRole('button', { name: /^Ställ er i kö/ }).click();
  await expect(page.locator('.visit')).toContainText('I kö');
  await accessible(page);
  await page.getByRole('button', { name: /^Gå vidare/ }).click();
  await expect(page.getByRole('radio', { name: 'Vi väntar hellre på platser till alla' })).toBeChecked();
  await accessible(page);
  await fitsTheScreen(page);
  const second = freshAddress('sedan');
  await book(page, { size: 2, email: second });
  const waiting = linkIn(await letterTo(second), /\/party\//);

  await page.goto(linkIn(await letterTo(first), /\/party\//));
  await page.getByRole('link', { name: 'Avboka hela besöket' }).click();
  await page.getByRole('main').getByRole('button').click();

  const offer = await letterTo(second, /plats|ledig/i);
  await page.goto(linkIn(offer, /\/party\//));
  await accessible(page);
  await fitsTheScreen(page);
  await page.getByRole('main').getByRole('button').first().click();
  await page.goto(waiting);
  await expect(page.locator('.offer')).toHaveCount(0);
  await expect(page.locator('.route li')).toHaveCount(1);
  await expect(page.locator('.route .wait')).toHaveCount(0);
});

test('a time that fills up meanwhile is told where it stands, with other ways, and nothing is lost', async ({
  page,
}) => {
  const slot = await nearlyFull(page.request);
  const [other] = (await triesOf(page.request, 2)).filter(
    (it) => it.free >= 4 && Math.abs(Date.parse(it.startsAt) - Date.parse(slot.startsAt)) >= 1_800_000,
  );
  const here = `/programme?size=2&kind=try-it&chosen=${slot.id},${other?.id ?? ''}`;
  await page.goto(here);
  const second = await page.context().newPage();
  await fill(second, slot);
  await second.close();
  await page.getByRole('button', { name: /^Gå vidare med 2 val/ }).click();
  await expect(page).toHaveTitle(/^Fel:/);
  await expect(page.locator('.visit .route li')).toHaveCount(2);
  const stop = page.locator('.visit .route li').filter({ has: page.locator('.err') });
  await expect(stop).toHaveCount(1);
  await accessible(page);
  await fitsTheScreen(page);
  await stop.getByRole('link', { name: 'Ställ er i kö' }).click();
  await expect(page.locator('.visit')).toContainText('I kö');
  await page.getByRole('button', { name: /^Gå vidare med 2 val/ }).click();
  await expect(page.getByText(/^Platserna hålls för er till kl\./)).toBeVisible();
  await expect(page.locator('.lines > li')).toHaveCount(2);
});

test('a booked time is changed for another', async ({ page }) => {
  const email = freshAddress('byte');
  const [slot] = (await triesOf(page.request, 2)).filter((it) => it.free >= 2);
  await page.goto(`/programme?size=2&pick=${slot?.id ?? ''}`);
  await page.getByRole('button', { name: /^Gå vidare/ }).click();
  await book(page, { size: 2, email });
  await page.goto(linkIn(await letterTo(email), /\/party\//));
  const before = await page.locator('.route').innerText();
  await page
    .getByRole('link', { name: /^Ändra/ })
    .first()
    .click();
  await page.getByText('Byt till en annan tid').click();
  await accessible(page);
  await fitsTheScreen(page);
  await page.getByRole('button', { name: 'Byt tid' }).click();
  await expect(page.getByRole('alert')).toContainText('Välj en tid');
  const hours = /\d\d\.\d\d–\d\d\.\d\d/;
  const now = hours.exec(before)?.[0] ?? '';
  const elsewhere = page.locator('.radio').filter({ hasText: hours, hasNotText: now });
  await elsewhere.first().getByRole('radio').check();
  await page.getByRole('button', { name: 'Byt tid' }).click();
  await expect(page.getByText('Ni har bytt tid.')).toBeVisible();
  await expect(page.locator('.route li')).toHaveCount(1);
  await expect(page.locator('.route')).not.toContainText(now);
});
