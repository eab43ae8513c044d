// P1 and P2: bookings through HTTP, whole product path, against the bare statement sent by a plain client.
import autocannon from 'autocannon';
import pg from 'pg';
import { bareBooking } from './fair.mjs';

const rawConnections = 10;
const httpConnections = 32;

/** Bare bookings per second: ten connections, one statement each, prepared, as fast as they can. */
export async function bare(databaseUrl, slots, seconds) {
  const until = performance.now() + seconds * 1000;
  let done = 0;
  const one = async (_, worker) => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    for (let turn = worker; performance.now() < until; turn += rawConnections) {
      await client.query({ name: 'bare', text: bareBooking, values: [slots[turn % slots.length], 1] });
      done += 1;
    }
    await client.end();
  };
  await Promise.all(Array.from({ length: rawConnections }, one));
  return done / seconds;
}

const order = (slot) => ({
  method: 'POST',
  path: '/api/editions/bench/parties',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    kind: 'family',
    size: 1,
    contact: { email: 'matning@example.se' },
    locale: 'sv',
    bookings: [{ slot }],
  }),
});

/** Each connection begins somewhere else: by itself all of them would walk over the same slots in step. */
function apart(orders) {
  let connection = 0;
  return (client) => {
    const from = Math.floor((orders.length * connection) / httpConnections) % orders.length;
    connection += 1;
    client.setRequests([...orders.slice(from), ...orders.slice(0, from)]);
  };
}

/** Bookings per second through HTTP over the given API addresses; anything but 201 ends the run. */
export async function throughHttp(addresses, slots, seconds) {
  const orders = slots.map(order);
  const setupClient = apart(orders);
  const connections = Math.floor(httpConnections / addresses.length);
  const runs = addresses.map((url) => autocannon({ url, connections, duration: seconds, setupClient }));
  const results = await Promise.all(runs);
  for (const result of results) {
    if (result.non2xx || result.errors)
      throw new Error(`${result.non2xx} refusals and ${result.errors} errors under load`);
  }
  return {
    perSecond: results.reduce((sum, result) => sum + result['2xx'] / result.duration, 0),
    p99: Math.max(...results.map((result) => result.latency.p99)),
  };
}
