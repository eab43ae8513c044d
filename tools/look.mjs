// Pictures of pages, to look at: npm run look -- --out shots --pages /,/programme --widths 375,1280 --locales sv,ar
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openBrowser } from './browser.mjs';
import { report, Stop } from './stack/workspace.mjs';

const usage = `npm run look -- --out FOLDER [--base http://localhost:3000] [--pages /,/programme] [--widths 375,1280]
  [--locales sv,en,ar] [--no-js] [--dark] [--print] [--cookie name=value] [--wait ms]

Whole pages as FOLDER/page-locale-width.png. Swedish has no prefix in its address, the others /en and /ar.`;

const text = (otherwise) => ({ type: 'string', default: otherwise });
const flag = { type: 'boolean', default: false };
const options = {
  out: { type: 'string' },
  base: text(process.env.WEB_ORIGIN || `http://localhost:${process.env.WEB_PORT || 3000}`),
  pages: text('/'),
  widths: text('375,1280'),
  locales: text('sv'),
  cookie: { type: 'string', multiple: true, default: [] },
  wait: text('0'),
  'no-js': flag,
  dark: flag,
  print: flag,
};

function settings() {
  try {
    const { values } = parseArgs({ options, args: process.argv.slice(2) });
    if (!values.out) throw new Error('--out is missing');
    return { ...values, out: path.resolve(process.env.INIT_CWD || process.cwd(), values.out) };
  } catch (error) {
    throw new Stop(`${error.message}\n\n${usage}`);
  }
}

const list = (value) => value.split(',').filter(Boolean);
const nameOf = (page) =>
  page
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join('-') || 'home';
const placeOf = (page, locale) => (locale === 'sv' ? page : `/${locale}${page === '/' ? '' : page}`);

async function openContext(browser, { base, dark, cookie, ...rest }) {
  const context = await browser.newContext({
    baseURL: base,
    javaScriptEnabled: !rest['no-js'],
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  const pair = (given) => [given.slice(0, given.indexOf('=')), given.slice(given.indexOf('=') + 1)];
  await context.addCookies(cookie.map(pair).map(([name, value]) => ({ name, value, url: base })));
  return context;
}

/** One picture; resolves to a line about it: status, width the page really needs, errors in its console. */
async function shoot(context, given, { page, locale, width }) {
  const tab = await context.newPage();
  const troubles = [];
  tab.on('pageerror', (error) => troubles.push(error.message));
  tab.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
  await tab.setViewportSize({ width, height: width < 600 ? 812 : 900 });
  if (given.print) await tab.emulateMedia({ media: 'print' });
  const reply = await tab.goto(placeOf(page, locale), { waitUntil: 'load' });
  await tab.waitForTimeout(Number(given.wait));
  const file = `${nameOf(page)}-${locale}-${width}${given.dark ? '-dark' : ''}.png`;
  await tab.screenshot({ path: path.join(given.out, file), fullPage: true });
  const needs = given['no-js'] ? width : await tab.evaluate('document.documentElement.scrollWidth');
  await tab.close();
  const overflow = needs > width ? `, WIDER THAN THE SCREEN: ${needs}` : '';
  return `${file}  ${reply?.status()}${overflow}${troubles.map((trouble) => `\n    ${trouble}`).join('')}`;
}

function wanted({ pages, widths, locales }) {
  const each = list(pages).flatMap((page) => list(locales).map((locale) => ({ page, locale })));
  return each.flatMap((one) => list(widths).map((width) => ({ ...one, width: Number(width) })));
}

async function main() {
  const given = settings();
  mkdirSync(given.out, { recursive: true });
  const browser = await openBrowser();
  try {
    const context = await openContext(browser, given);
    for (const one of wanted(given)) console.log(await shoot(context, given, one));
  } finally {
    await browser.close();
  }
  process.exit(0);
}

main().catch((error) => {
  report(error);
  process.exit(1);
});
