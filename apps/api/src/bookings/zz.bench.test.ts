import { it } from 'vitest';
import { request, Agent } from 'node:http';
import { startApp } from '../../test/app.ts';
import { served, crowd } from '../../test/crowd.ts';
import { makeFair } from '../../test/fair.ts';
import { newParty } from '../../test/parties.ts';
import { newId, newCode } from '../platform/ids.ts';
import { BookingsModule } from './bookings.module.ts';
import { bookOne, readFacts } from './bookings.sql.ts';
const n = Number(process.env['N'] ?? 3000);
it('bench', async () => {
  const app = await startApp({
    features: [BookingsModule],
    at: '2026-12-10T10:00:00Z',
    env: { DB_POOL: '10' },
  });
  const fair = await makeFair(app.db);
  const { url } = await served(app);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const post = (slot: string) =>
    new Promise<number>((ok, no) => {
      const body = JSON.stringify(newParty({ bookings: [{ slot }] }));
      const r = request(
        `${url}/api/editions/${fair.slug}/parties`,
        {
          method: 'POST',
          agent,
          headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
        },
        (res) => {
          res.resume();
          res.on('end', () => ok(res.statusCode ?? 0));
        },
      );
      r.on('error', no);
      r.end(body);
    });
  const hot = await fair.slot({ capacity: 1_000_000 });
  const slots = await Promise.all(Array.from({ length: 200 }, () => fair.slot({ capacity: 1_000_000 })));
  const work = Array.from({ length: n }, (_, i) => i);
  const bare = (slot: string) =>
    bookOne(
      app.db,
      {
        id: newId(),
        editionId: fair.edition,
        kind: 'family',
        size: 1,
        reference: newCode(),
        locale: 'sv',
        email: 'a@example.se',
        phone: null,
        name: null,
        municipality: null,
        needs: [],
        school: null,
        className: null,
        grade: null,
        pupils: null,
        staff: null,
        arrival: null,
        createdAt: app.clock.now(),
      },
      { slotId: slot, places: 1, bookingId: newId(), messageId: newId(), partOk: false },
    );
  const timed = async (name: string, f: (i: number) => Promise<unknown>, c: number) => {
    const t = performance.now();
    const r = await crowd(work, c, (i) => f(i));
    const s = (performance.now() - t) / 1000;
    console.log(name.padEnd(28), Math.round(n / s), '/s', typeof r[0] === 'number' ? [...new Set(r)] : '');
  };
  for (let k = 0; k < 3; k++) {
    await timed('bare statement, hot', () => bare(hot), 10);
    await timed('http, hot', () => post(hot), 64);
    await timed('bare statement, spread', (i) => bare(slots[i % 200]!), 10);
    await timed('http, spread', (i) => post(slots[i % 200]!), 64);
    await timed('facts read', () => readFacts(app.db, fair.slug, [hot], 'family'), 10);
  }
  agent.destroy();
  await app.close();
}, 300_000);
