// P8: page views taken in through HTTP as the page server sends them, and the smallest page with counting and without.
import { createHmac, randomUUID } from 'node:crypto';
import autocannon from 'autocannon';
import { makeFair } from './fair.mjs';
import { median, row } from './table.mjs';

const smallest = '/about/accessibility';
const connections = 16;
const goal = 5000;
const patterns = [
  '/',
  '/programme',
  '/programme/[activity]',
  '/book',
  '/exhibitors',
  '/halls/[hall]',
  '/about/visit',
];
const devices = ['phone', 'tablet', 'desktop', 'other'];
const locales = ['sv', 'en', 'ar'];
const perVisitor = 4;
/** What a page server at its limit sums in a batch: as many visitors as one takes. */
const visitors = 500;

let seen = 0;
/** A batch of two thousand views by five hundred who have not been seen before: nothing is saved by knowing them. */
function batch() {
  const key = () =>
    createHmac('sha256', 'bench')
      .update(String((seen += 1)))
      .digest('base64url')
      .slice(0, 22);
  const kinds = patterns.flatMap((page) =>
    locales.flatMap((locale) => devices.map((device) => ({ page, locale, device }))),
  );
  const all = visitors * perVisitor;
  const each = Math.floor(all / kinds.length);
  const views = kinds.map((it, at) => ({ ...it, views: at === 0 ? all - each * (kinds.length - 1) : each }));
  const ways = locales.flatMap((locale) =>
    devices.map((device) => ({ locale, device, referrer: 'sok.example' })),
  );
  const groups = ways.map((way, at) => ({
    ...way,
    keys: Array.from({ length: Math.ceil((visitors - at) / ways.length) }, key),
  }));
  const body = { id: randomUUID(), at: new Date().toISOString(), views, visitors: groups };
  return { text: JSON.stringify(body), views: all };
}

/** Batches one after the other, as one page server sends them: views a second, and how long each took. */
async function takeIn(apiUrl, key, seconds) {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const until = performance.now() + seconds * 1000;
  const begun = performance.now();
  const took = [];
  let taken = 0;
  while (performance.now() < until) {
    const { text, views } = batch();
    const sent = performance.now();
    const answer = await fetch(`${apiUrl}/api/traffic`, { method: 'POST', headers, body: text });
    const told = await answer.json();
    if (!answer.ok || told.views !== views || told.visits !== visitors)
      throw new Error(`A batch was answered ${answer.status} ${JSON.stringify(told)}`);
    took.push(performance.now() - sent);
    taken += views;
  }
  return { perSecond: (taken * 1000) / (performance.now() - begun), batchMs: median(took) };
}

async function load(url, seconds) {
  const headers = {
    'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0',
  };
  const result = await autocannon({ url: url + smallest, connections, duration: seconds, headers });
  if (result.non2xx || result.errors)
    throw new Error(`${result.non2xx} refusals and ${result.errors} errors`);
  return result['2xx'] / result.duration;
}

/** Fills an empty, migrated database; what comes back measures in turns once the product and a page server that counts nothing run. */
export async function traffic({ databaseUrl, seconds, key }) {
  await makeFair(databaseUrl);
  const got = { taken: [], counting: [], silent: [], batchMs: [] };
  return {
    async warm({ on, off }) {
      for (const url of [on, off]) await load(url, 2);
    },
    async turn({ apiUrl, on, off }) {
      const { perSecond, batchMs } = await takeIn(apiUrl, key, seconds);
      got.taken.push(perSecond);
      got.batchMs.push(batchMs);
      // Whoever comes second finds a warmer machine: they change places every turn.
      const sides = [
        ['silent', off],
        ['counting', on],
      ];
      if (got.taken.length % 2 === 0) sides.reverse();
      for (const [side, url] of sides) got[side].push(await load(url, seconds));
    },
    batchMs: () => median(got.batchMs),
    rows: () => [
      row({
        name: 'P8 page views taken in',
        ours: got.taken,
        limit: got.taken.map(() => goal),
        limitName: 'goal',
        goal: 1,
      }),
      row({
        name: 'P8 smallest page, counted',
        ours: got.counting,
        limit: got.silent,
        limitName: 'not counted',
        goal: 0.97,
      }),
    ],
  };
}
