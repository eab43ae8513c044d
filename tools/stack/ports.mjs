import net from 'node:net';
import { Stop } from './workspace.mjs';

function tryPort(port, host) {
  return new Promise((done) => {
    const server = net.createServer();
    server.once('error', (error) => done({ error }));
    server.listen(port, host, () => {
      const taken = server.address().port;
      server.close(() => done({ port: taken }));
    });
  });
}

/** A port on loopback nobody listens on right now. */
export async function freePort() {
  const { port, error } = await tryPort(0, '127.0.0.1');
  if (error) throw error;
  return port;
}

// ::1 as well: a browser asks there first when it reads `localhost`, and would show somebody else's page.
async function isTaken(port) {
  const answers = await Promise.all(['127.0.0.1', '::1'].map((host) => tryPort(port, host)));
  return answers.some(({ error }) => error?.code === 'EADDRINUSE' || error?.code === 'EACCES');
}

/** Checks wanted ports `{ WEB_PORT: 3000 }` before anything starts, and names each that is taken. */
export async function refuseTakenPorts(wanted) {
  const lines = [];
  for (const [variable, port] of Object.entries(wanted)) {
    if (!Number.isInteger(port) || port < 1 || port > 65535) lines.push(`${variable} is not a port number.`);
    else if (await isTaken(port)) lines.push(takenLine(variable, port));
  }
  if (lines.length > 0) throw new Stop(lines.join('\n'));
}

const takenLine = (variable, port) =>
  `Port ${port} is in use by another program. Stop it, or choose another port: ${variable}=${port + 10} npm start`;
