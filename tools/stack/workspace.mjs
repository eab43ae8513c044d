// Where things are, and the two ways of speaking to the person at the terminal.
import { createRequire } from 'node:module';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..', '..');
export const require = createRequire(path.join(root, 'package.json'));
export const cacheDir = path.join(root, '.cache');

/** One line of progress with the seconds since the command began. */
export const say = (message) => console.log(`> ${message} [${(performance.now() / 1000).toFixed(1)} s]`);

/** An error whose message is all a reader needs; printed without a stack. */
export class Stop extends Error {}

/** Ends the command with the message of what went wrong. */
export function report(error) {
  console.error(error instanceof Stop ? `\n${error.message}\n` : error);
}
