// A process of its own, so that nothing else delays its clock: so many families book, each once, as fast as they can.
// It is told { url, slug, slots, count, connections } and answers { seconds, tally, p50, p95, p99, max }.
import { randomUUID } from 'node:crypto';
import autocannon from 'autocannon';

const words = ['sv', 'sv', 'sv', 'en', 'ar'];

/** The nth family: two and a half persons on average, somewhere in the programme, from here as often as not. */
const family = (nth, slots, draw) => ({
  kind: 'family',
  size: 1 + (draw() % 4),
  contact: { email: `familj-${nth}@example.se` },
  locale: words[draw() % words.length],
  ...(draw() % 2 && { municipality: '1480' }),
  ...(draw() % 10 === 0 && { needs: ['wheelchair'] }),
  bookings: [{ slot: slots[draw() % slots.length] }],
});

/** Numbers that look drawn and are the same every time. */
function drawing(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
}

const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

function summary({ seconds, tally, latencies }) {
  const sorted = latencies.toSorted((a, b) => a - b);
  const [p50, p95, p99, max] = [0.5, 0.95, 0.99, 1].map((share) => quantile(sorted, share));
  return { seconds, tally, p50, p95, p99, max };
}

function ordersOf({ slug, slots, count }, onResponse) {
  const draw = drawing(count);
  return Array.from({ length: count }, (_, nth) => {
    const body = JSON.stringify(family(nth, slots, draw));
    const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
    const order = { method: 'POST', path: `/api/editions/${slug}/parties`, headers, body };
    // Made into bytes when its turn comes: all of them at once would delay the first.
    return { setupRequest: (request) => ({ ...request, ...order }), onResponse };
  });
}

async function rush(told) {
  const [tally, latencies] = [{}, []];
  const count = (status, body) => {
    const word = status === 201 ? '201' : (JSON.parse(body).code ?? String(status));
    tally[word] = (tally[word] ?? 0) + 1;
  };
  const orders = ordersOf(told, count);
  let client = 0;
  const setupClient = (it) => {
    const own = client;
    client += 1;
    it.setRequests(orders.filter((_, nth) => nth % told.connections === own));
  };
  const { url, connections } = told;
  const shooting = autocannon({ url, connections, amount: told.count, timeout: 60, setupClient });
  const from = performance.now();
  let last = from;
  shooting.on('response', (_client, _status, _bytes, duration) => {
    latencies.push(duration);
    last = performance.now();
  });
  const { errors, timeouts } = await shooting;
  if (errors || timeouts) throw new Error(`${errors} errors, ${timeouts} not answered within a minute`);
  return summary({ seconds: (last - from) / 1000, tally, latencies });
}

process.on('message', (told) => rush(told).then((answer) => process.send(answer)));
process.on('unhandledRejection', (error) => {
  console.error(error);
  process.exit(1);
});
process.on('disconnect', () => process.exit());
