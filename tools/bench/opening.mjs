// P3, the opening: everybody books at once, through HTTP, while others look at pages and the letters go out.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Stop } from '../stack/workspace.mjs';
import { faultsAfter, openEdition, withClient } from './opening-fair.mjs';
import { median } from './table.mjs';

const everyMs = 100;
const pages = ['/programme', '/'];
const warmUp = 3000;

/** A crowd in a process of its own; `book` resolves with how it was answered. */
function openCrowd() {
  const child = fork(fileURLToPath(new URL('./rush.mjs', import.meta.url)));
  const book = async (told) => {
    child.send(told);
    const [answer] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
    if (!answer?.tally) throw new Stop('The crowd broke off');
    return answer;
  };
  return { book, stop: () => child.kill() };
}

/** Asks for a page every 100 ms whether or not those before are answered; call what it returns to end it. */
function lookAtPages(webUrl) {
  const asked = [];
  const look = async (path) => {
    const from = performance.now();
    const reply = await fetch(webUrl + path, { signal: AbortSignal.timeout(60_000) });
    await reply.arrayBuffer();
    return { ok: reply.status === 200, ms: performance.now() - from };
  };
  const timer = setInterval(() => {
    asked.push(look(pages[asked.length % pages.length]).catch(() => ({ ok: false, ms: Infinity })));
  }, everyMs);
  return async () => {
    clearInterval(timer);
    const seen = await Promise.all(asked);
    const failed = seen.filter(({ ok }) => !ok).length;
    if (failed > 0) throw new Stop(`${failed} of ${seen.length} pages were not served`);
    const sorted = seen.map(({ ms }) => ms).sort((a, b) => a - b);
    return { pages: sorted.length, pagesP95: sorted[Math.floor(sorted.length * 0.95)] };
  };
}

/** Seconds until every letter has left. */
async function untilSent(databaseUrl) {
  const from = performance.now();
  await withClient(databaseUrl, async (client) => {
    for (const deadline = Date.now() + 900_000; Date.now() < deadline;) {
      const { rows } = await client.query(
        `SELECT EXISTS (SELECT FROM message WHERE state <> 'sent') AS left`,
      );
      if (!rows[0].left) return;
      await new Promise((done) => setTimeout(done, 500));
    }
    throw new Stop('The letters did not leave within a quarter of an hour');
  });
  return (performance.now() - from) / 1000;
}

async function opened({ crowd, databaseUrl, apiUrl, webUrl, count, connections }) {
  const slug = `opening-${Date.now()}`;
  const slots = await openEdition(databaseUrl, slug);
  const stopLooking = lookAtPages(webUrl);
  const answered = await crowd.book({ url: apiUrl, slug, slots, count, connections });
  const looked = await stopLooking();
  const { 201: booked = 0, slot_full: full = 0, ...others } = answered.tally;
  const wrong = [
    ...(await faultsAfter(databaseUrl, slug, booked)),
    ...Object.entries(others).map(([word, times]) => `answered ${word}: ${times}`),
    ...(booked + full === count ? [] : [`answered: ${booked + full} of ${count}`]),
  ];
  if (wrong.length > 0) throw new Stop(wrong.join('\n'));
  const letters = answered.seconds + (await untilSent(databaseUrl));
  return { ...answered, ...looked, booked, full, letters };
}

const ms = (value) => `${Math.round(value)} ms`;
const shown = (turn, it) => ({
  turn,
  'all answered in': `${it.seconds.toFixed(1)} s`,
  'per s': Math.round((it.booked + it.full) / it.seconds),
  booked: it.booked,
  slot_full: it.full,
  p50: ms(it.p50),
  p95: ms(it.p95),
  p99: ms(it.p99),
  max: ms(it.max),
  pages: it.pages,
  'pages p95': ms(it.pagesP95),
  'last letter after': `${Math.round(it.letters)} s`,
});

const middle = (seen) =>
  Object.fromEntries(
    Object.keys(seen[0])
      .filter((key) => key !== 'tally')
      .map((key) => [key, median(seen.map((it) => it[key]))]),
  );

/** A row for each opening and one of medians. Anything overbooked, lost, or answered with another word ends the run. */
export async function opening({ databaseUrl, apiUrl, webUrl, count, connections, turns, say }) {
  const crowd = openCrowd();
  const at = { crowd, databaseUrl, apiUrl, webUrl, connections };
  const seen = [];
  try {
    await opened({ ...at, count: warmUp });
    for (let turn = 1; turn <= turns; turn += 1) {
      seen.push(await opened({ ...at, count }));
      say(`opening ${turn} of ${turns}: ${JSON.stringify(shown(turn, seen.at(-1)))}`);
    }
  } finally {
    crowd.stop();
  }
  return [...seen.map((it, turn) => shown(turn + 1, it)), shown('median', middle(seen))];
}
