import { expect, test } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { freshAddress, letterTo, linkIn } from './inbox.ts';
import { accessible, fitsTheScreen, signIn } from './person.ts';

const phone = { width: 375, height: 812 };
test.use({ viewport: phone });
test.describe.configure({ mode: 'serial', timeout: 90_000 });

const run = crypto.randomUUID().slice(0, 6);
const option = (value: number, sv: string, en: string, ar: string) => ({ value, text: { sv, en, ar } });
const tried = {
  key: `tried-${run}`,
  kind: 'single',
  text: { sv: 'Provade du ett yrke?', en: 'Did you try an occupation?', ar: 'هل جربت مهنة؟' },
  options: [option(1, 'Ja', 'Yes', 'نعم'), option(2, 'Nej', 'No', 'لا')],
};
const stands = {
  key: `parts-${run}`,
  kind: 'matrix',
  text: { sv: 'Hur bra var delarna?', en: 'How good were the parts?', ar: 'كيف كانت الأجزاء؟' },
  options: [option(1, 'Dålig', 'Bad', 'سيئة'), option(2, 'Bra', 'Good', 'جيدة')],
  rows: [
    { key: 'stands', text: { sv: 'Montrarna', en: 'The stands', ar: 'الأجنحة' } },
    { key: 'talks', text: { sv: 'Samtalen', en: 'The talks', ar: 'المحادثات' } },
  ],
};
const hours = {
  key: `hours-${run}`,
  kind: 'number',
  text: { sv: 'Hur många timmar var du där?' },
  least: 0,
  most: 24,
};
const what = {
  key: `what-${run}`,
  kind: 'text',
  text: { sv: 'Vad lärde du dig?', en: 'What did you learn?', ar: 'ماذا تعلمت؟' },
};
const places = [
  { question: tried, page: 1, required: true },
  { question: stands, page: 2, required: false },
  { question: hours, page: 2, required: false },
  { question: what, page: 3, required: false, shownIf: { question: tried.key, values: [1] } },
];

let slug = '';
const links: Record<string, string> = {};

/** Staff build a survey of their own, so that the journey finds it whatever is asked of others. */
async function build(page: Page, audience: string): Promise<string> {
  const of = `/api/editions/${slug}/surveys`;
  const one = `${of}/${audience}`;
  const done = async (answer: Promise<{ ok(): boolean; text(): Promise<string> }>) => {
    const it = await answer;
    expect(it.ok(), await it.text()).toBe(true);
  };
  await page.request.delete(one, { data: {} });
  await done(page.request.post(of, { data: { audience } }));
  for (const { question, ...place } of places)
    await done(page.request.post(`${one}/questions`, { data: { ...place, key: question.key } }));
  const title = { sv: 'Hur var mässan?', en: 'How was the fair?', ar: 'كيف كان المعرض؟' };
  const thanks = { sv: 'Svaren läses av dem som ordnar mässan.' };
  const languages = ['sv', 'en', 'ar'];
  const times = { opensAt: '2026-01-01T00:00:00Z', closesAt: '2035-01-01T00:00:00Z' };
  await done(page.request.put(one, { data: { title, intro: {}, thanks, languages, ...times } }));
  await done(page.request.put(`${one}/state`, { data: { state: 'open' } }));
  return one;
}

/** Two invitations by letter, sent in one round. */
async function invitations(page: Page, one: string): Promise<string[]> {
  const addresses = [freshAddress('tillfragad'), freshAddress('tillfragad')];
  await page.request.post(`${one}/addresses`, { data: { text: addresses.join('\n') } });
  const round = await page.request.post(`${one}/rounds`, { data: { segment: 'list' } });
  expect(round.ok(), await round.text()).toBe(true);
  const letters = await Promise.all(addresses.map((it) => letterTo(it)));
  return letters.map((it) => new URL(linkIn(it, /\/survey\//)).pathname);
}

test.beforeAll(async ({ browser }) => {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, 'ledare');
  slug = ((await (await page.request.get('/api/editions/current')).json()) as { slug: string }).slug;
  for (const { question } of places)
    expect((await page.request.post(`/api/editions/${slug}/bank`, { data: question })).ok()).toBe(true);
  const asked = await build(page, 'reference-group');
  [links['withScript'] = '', links['without'] = ''] = await invitations(page, asked);
  const made = await page.request.post(`${asked}/links`, {
    data: { kind: 'kiosk', label: 'Skärm', most: 50 },
  });
  links['kiosk'] = new URL(((await made.json()) as { url: string }).url).pathname;
  const after = await build(page, 'pupil-after');
  await page.request.post(`${after}/class-links`, { data: {} });
  const { classes } = (await (await page.request.get(`${after}/links`)).json()) as {
    classes: { url: string }[];
  };
  links['class'] = new URL(classes[0]?.url ?? '').pathname;
  await page.context().close();
});

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).last().click();

async function sound(page: Page, scripted: boolean): Promise<void> {
  if (scripted) await accessible(page);
  await fitsTheScreen(page);
}

async function visitor(browser: Browser, javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled, viewport: phone });
  return context.newPage();
}

for (const [scripted, name] of [
  [true, 'withScript'],
  [false, 'without'],
] as const) {
  test(`an invitation is begun in Swedish, gone on with in Arabic elsewhere and answered once, ${name}`, async ({
    browser,
  }) => {
    const link = links[name] ?? '';
    let page = await visitor(browser, scripted);
    await page.goto(link);
    await sound(page, scripted);
    await page.getByRole('link', { name: 'Börja' }).click();
    await press(page, 'Nästa');
    await expect(page.getByRole('link', { name: 'Välj ett svar: Provade du ett yrke?' })).toBeVisible();
    await sound(page, scripted);
    await page.getByLabel('Ja').check();
    await press(page, 'Nästa');
    await page.getByRole('group', { name: 'Samtalen' }).getByLabel('Bra').check();
    await page.getByLabel('Hur många timmar var du där?').fill('två');
    await press(page, 'Nästa');
    await expect(page.getByLabel('Hur många timmar var du där?')).toHaveValue('två');
    await page.getByLabel('Hur många timmar var du där?').fill('2');
    await sound(page, scripted);
    await press(page, 'Nästa');
    await expect(page.getByLabel('Vad lärde du dig?')).toBeVisible();
    await page.context().close();

    page = await visitor(browser, scripted);
    await page.goto(`/ar${link}`);
    await sound(page, scripted);
    await page.getByRole('link', { name: 'تابع من حيث توقفت' }).click();
    await expect(page.getByText('لا تكتب أسماء')).toBeVisible();
    await page.getByLabel('ماذا تعلمت؟').fill('اللحام');
    await press(page, 'رجوع');
    await expect(page.getByRole('group', { name: 'المحادثات' }).getByLabel('جيدة')).toBeChecked();
    await expect(page.getByText('متوفر فقط باللغة: Svenska')).toBeVisible();
    await sound(page, scripted);
    await press(page, 'التالي');
    await expect(page.getByLabel('ماذا تعلمت؟')).toHaveValue('اللحام');
    await press(page, 'سلّم الإجابات');
    await expect(heading(page)).toHaveText('شكرًا! سُلّمت إجاباتك');
    await sound(page, scripted);

    await page.goto(link);
    await expect(heading(page)).toHaveText('Du har redan svarat');
    await expect(page.locator('body')).not.toContainText('اللحام');
    await sound(page, scripted);
    await page.context().close();
  });
}

test('a class answers through its link without a script, and sees how many have', async ({ browser }) => {
  const page = await visitor(browser, false);
  for (const answered of [1, 2]) {
    await page.goto(`${links['class'] ?? ''}?page=1`);
    await page.getByLabel('Ja').check();
    await press(page, 'Nästa');
    await page.getByRole('group', { name: 'Montrarna' }).getByLabel('Dålig').check();
    await page.getByRole('button', { name: 'English' }).click();
    await expect(page.getByRole('group', { name: 'The stands' }).getByLabel('Bad')).toBeChecked();
    await press(page, 'Back');
    await page.getByLabel('No', { exact: true }).check();
    await press(page, 'Next');
    await expect(page.getByRole('group', { name: 'The stands' }).getByLabel('Bad')).toBeChecked();
    await press(page, 'Hand in your answers');
    await expect(heading(page)).toHaveText('Thank you! Your answers are handed in');
    await expect(page.getByText(new RegExp(`: ${answered} of \\d+ have answered`))).toBeVisible();
  }
  await page.context().close();
});

test('a screen starts anew after the thanks, and when nobody touches it', async ({ browser }) => {
  const page = await visitor(browser, true);
  await page.clock.install();
  const link = (links['kiosk'] ?? '').replace(/\/survey\/(kiosk\/)?/, '/survey/kiosk/');
  await page.goto(`${link}?page=1`);
  await sound(page, true);
  await page.getByLabel('Nej').check();
  await expect(page.getByRole('alertdialog')).toBeHidden();
  // The count begins when the script has come, whenever that is.
  await expect(async () => {
    await page.clock.runFor(5_000);
    await expect(page.getByRole('alertdialog', { name: 'Är du kvar?' })).toBeVisible({ timeout: 300 });
  }).toPass();
  await accessible(page);
  await page.getByRole('button', { name: 'Jag är kvar' }).click();
  await expect(page.getByRole('alertdialog')).toBeHidden();
  await expect(page.getByLabel('Nej')).toBeChecked();
  await page.clock.runFor(61_000);
  await expect(page.getByRole('link', { name: 'Börja' })).toBeVisible();

  await page.getByRole('link', { name: 'Börja' }).click();
  await page.getByLabel('Nej').check();
  await press(page, 'Nästa');
  await press(page, 'Lämna in svaren');
  await expect(heading(page)).toHaveText('Tack! Dina svar är inlämnade');
  await accessible(page);
  await page.waitForURL((url) => !url.pathname.endsWith('/thanks'), { timeout: 20_000 });
  await expect(page.getByRole('link', { name: 'Börja' })).toBeVisible();
  await page.context().close();
});
