// P5: confirmations through outbox, queue, worker and SMTP to a loopback sink, against a bare nodemailer pool.
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { simpleParser } from 'mailparser';
import pg from 'pg';

const require = createRequire(new URL('../../apps/api/package.json', import.meta.url));
const nodemailer = require('nodemailer');

/** A sink in a process of its own that counts what it takes in; `{ url, total(), sample() , stop() }`. */
export async function openSink() {
  const child = fork(fileURLToPath(new URL('./sink.mjs', import.meta.url)));
  const [{ port }] = await once(child, 'message');
  const ask = async (what) => {
    child.send(what);
    const [answer] = await once(child, 'message');
    return answer;
  };
  return {
    url: `smtp://127.0.0.1:${port}`,
    total: async () => (await ask('total')).total,
    sample: async () => (await ask('sample')).sample,
    stop: () => child.kill(),
  };
}

async function untilTotal(sink, wanted) {
  for (const deadline = Date.now() + 300_000; Date.now() < deadline;) {
    if ((await sink.total()) >= wanted) return;
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error('The mails did not arrive within five minutes');
}

/**
 * Leaves `count` messages and nothing to announce: what the bookings before have promised would be measured with it.
 * Throws when there are fewer.
 */
export async function keepOnly(databaseUrl, count) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('TRUNCATE outbox');
  await client.query('DELETE FROM message WHERE id NOT IN (SELECT id FROM message ORDER BY id LIMIT $1)', [
    count,
  ]);
  await client.query('VACUUM ANALYZE message');
  const { rows } = await client.query('SELECT count(*)::int AS left FROM message');
  await client.end();
  if (rows[0].left < count) throw new Error(`Only ${rows[0].left} messages to send, not ${count}`);
}

/** Puts every confirmation back in line, with new outbox rows; returns how many. */
async function promiseAgain(client, count) {
  await client.query(`UPDATE message SET state = 'sent'`);
  const { rowCount } = await client.query(
    `WITH again AS (UPDATE message SET state = 'queued', attempts = 0, sent_at = NULL
        WHERE id IN (SELECT id FROM message ORDER BY id LIMIT $1) RETURNING id)
     INSERT INTO outbox (topic, ref) SELECT 'mail.send', id FROM again`,
    [count],
  );
  return rowCount;
}

/** Mails per second from the promise in the database until the sink has all of them. */
export async function throughQueue({ databaseUrl, sink, count }) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const before = await sink.total();
  const promised = await promiseAgain(client, count);
  const began = performance.now();
  await untilTotal(sink, before + promised);
  const seconds = (performance.now() - began) / 1000;
  await client.end();
  return promised / seconds;
}

/** Mails per second of a bare pool that sends the same letter with the same number of connections. */
export async function barePool({ sink, count, connections }) {
  const letter = await simpleParser(await sink.sample());
  const { hostname: host, port } = new URL(sink.url);
  const pool = nodemailer.createTransport({
    pool: true,
    host,
    port: Number(port),
    maxConnections: connections,
    maxMessages: Infinity,
  });
  const attachments = letter.attachments.map(({ filename, content, contentType, cid }) => ({
    filename,
    content,
    contentType,
    cid,
  }));
  const mail = {
    from: 'besok@example.se',
    to: 'matning@example.se',
    subject: letter.subject,
    html: letter.html,
    text: letter.text,
    attachments,
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: count }, () => pool.sendMail(mail)));
  const seconds = (performance.now() - began) / 1000;
  pool.close();
  return count / seconds;
}
