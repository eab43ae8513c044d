import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { freshAddress, letterTo } from './inbox.ts';
import { accessible, fitsTheScreen, signIn } from './person.ts';

// A member of staff sets up a meeting in Somali; families book it and stand in line; then it changes under them.
test.use({ javaScriptEnabled: false, viewport: { width: 375, height: 812 } });

interface Edition {
  slug: string;
  days: { date: string }[];
}

const title = `Möte på somaliska ${crypto.randomUUID().slice(0, 6)}`;

/** Looks at what would happen, and then makes it so. */
async function lookAndSave(page: Page, form: string, button = 'Spara'): Promise<void> {
  const sent = page.locator(`form[action="?/${form}"]`).last();
  await sent.getByRole('button', { name: 'Se vad som händer' }).click();
  await expect(page.getByRole('heading', { name: 'Det här händer om du sparar' })).toBeVisible();
  await fitsTheScreen(page);
  await page.getByRole('button', { name: button, exact: true }).click();
  await expect(page.getByText('Sparat', { exact: true })).toBeVisible();
}

async function book(page: Page, edition: Edition, it: { slot: string; size: number; email: string }) {
  const answer = await page.request.post(`/api/editions/${edition.slug}/parties`, {
    data: {
      kind: 'family',
      size: it.size,
      contact: { email: it.email },
      locale: 'sv',
      bookings: [{ slot: it.slot, ifFull: 'wait' }],
    },
  });
  expect(answer.status()).toBe(201);
}

test('staff set up a meeting, families book it, and everybody hears of what changes', async ({ page }) => {
  const edition = (await (await page.request.get('/api/editions/current')).json()) as Edition;
  const day = edition.days[1]?.date ?? '';
  await signIn(page, 'ledare');
  await page.goto('/organise/programme');
  await fitsTheScreen(page);
  await page.getByRole('link', { name: 'Ny aktivitet' }).click();
  await page.getByLabel('Vad är det för sorts aktivitet?').selectOption('guardian-meeting');
  await page.getByLabel('Rubrik på svenska').fill(title);
  await lookAndSave(page, 'make');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);

  await page.locator(`input[name="days"][value="${day}"]`).check();
  await page.getByLabel('Börjar').fill('09:00');
  await page.getByLabel('Minuter per pass').fill('45');
  await page.locator('summary', { hasText: 'En serie av tider' }).click();
  await page.getByLabel('Det sista slutar senast').fill('11:00');
  await page.getByLabel('Minuter från start till start').fill('60');
  await page.locator('summary', { hasText: 'Vilka språk?' }).click();
  await page.getByLabel('Soomaali').check();
  await page.getByLabel('Platser att boka').fill('2');
  await lookAndSave(page, 'add');
  await expect(page.locator('tbody tr')).toHaveCount(2);
  await fitsTheScreen(page);

  await page.goto(`/programme?day=${day}&kind=guardian-meeting&language=so`);
  await expect(page.getByRole('heading', { name: title })).toHaveCount(2);

  const query = `day=${day}&kind=guardian-meeting&language=so`;
  const list = await page.request.get(`/api/editions/${edition.slug}/slots?${query}`);
  const { items } = (await list.json()) as { items: { id: string; activity: { titles: { sv: string } } }[] };
  const [first = '', second = ''] = items.filter((it) => it.activity.titles.sv === title).map((it) => it.id);
  const [there, waits, other] = ['plats', 'ko', 'andra'].map(freshAddress) as [string, string, string];
  await book(page, edition, { slot: first, size: 2, email: there });
  await book(page, edition, { slot: first, size: 3, email: waits });
  await book(page, edition, { slot: second, size: 2, email: other });

  await page.goto(`/organise/programme/slots/${first}`);
  await page.getByLabel('Platser att boka').fill('1');
  await page.locator('form[action="?/change"]').getByRole('button').click();
  await expect(page.getByText('Det går inte att spara än')).toBeVisible();
  await expect(page.getByText('Antalet platser kan inte bli lägre än 2.')).toBeVisible();
  await page.getByLabel('Platser att boka').fill('5');
  await lookAndSave(page, 'change');
  const offer = await letterTo(waits, /plats/i);
  expect(offer.text).toContain(title);

  await page.goto(`/organise/programme/slots/${second}`);
  await page.getByLabel('Börjar').fill('12:15');
  await lookAndSave(page, 'change');
  const moved = await letterTo(other, /ny tid/i);
  expect(moved.text).toContain('12.15');
  await lookAndSave(page, 'withdraw', 'Dra in');
  const gone = await letterTo(other, /inställ|indrag/i);
  expect(gone.text).toContain(title);
  await page.goto(`/programme?${query}`);
  await expect(page.getByRole('heading', { name: title })).toHaveCount(1);
});

test.describe('seen with a script', () => {
  test.use({ javaScriptEnabled: true });

  test('the pages of planning have nothing a machine finds wrong', async ({ page }) => {
    await signIn(page, 'ledare');
    // The page signed in to is still on its way; leaving before it has come would break off this one.
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForLoadState('networkidle');
    for (const path of ['', '/new', '/crew']) {
      await page.goto(`/organise/programme${path}`);
      await accessible(page);
    }
    await page.goto('/organise/openings');
    await accessible(page);
    await fitsTheScreen(page);
    await page.goto('/organise/programme?day=all&kind=guardian-meeting');
    await page.locator('tbody a').first().click();
    await accessible(page);
    await page.getByRole('link', { name: 'Till aktiviteten' }).click();
    await page.locator('summary', { hasText: 'Lägg till pass' }).click();
    await accessible(page);
  });
});
