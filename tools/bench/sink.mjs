// An SMTP server that takes everything and keeps only the first letter; tells its parent when asked.
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../apps/api/package.json', import.meta.url));
const { SMTPServer } = require('smtp-server');

let total = 0;
let sample;

async function keepFirst(stream) {
  const parts = [];
  for await (const part of stream) if (!sample) parts.push(part);
  sample ??= Buffer.concat(parts).toString();
}

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData: (stream, _session, done) =>
    keepFirst(stream).then(() => {
      total += 1;
      done();
    }, done),
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.server.address().port }));
process.on('message', (what) => process.send(what === 'total' ? { total } : { sample }));
process.on('disconnect', () => process.exit());
