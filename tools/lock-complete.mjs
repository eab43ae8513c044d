// Adds lock entries for optional platform packages that a registry does not hold, so that `npm ci` accepts the
// lock everywhere. Run after every `npm install`: node tools/lock-complete.mjs
import fs from 'node:fs';

const file = 'package-lock.json';
const systems = {
  windows: 'win32',
  ...Object.fromEntries(
    [
      'darwin',
      'linux',
      'win32',
      'freebsd',
      'android',
      'openbsd',
      'netbsd',
      'openharmony',
      'aix',
      'sunos',
    ].map((os) => [os, os]),
  ),
};
const processors = [
  'arm64',
  'x64',
  'ia32',
  'arm',
  's390x',
  'ppc64',
  'riscv64',
  'loong64',
  'mips64el',
  'x86_64',
];

/** What Node finds for `name`: a package beside the one that asks, else in each folder above it. */
function found(packages, asker, name) {
  for (let folder = asker; ;) {
    const entry = packages[`${folder ? `${folder}/` : ''}node_modules/${name}`];
    if (entry || !folder) return entry;
    const cut = folder.lastIndexOf('/node_modules/');
    folder = cut < 0 ? '' : folder.slice(0, cut);
  }
}

function libraryOf(name, os) {
  if (/musl/.test(name)) return { libc: ['musl'] };
  return os === 'linux' && /gnu/.test(name) ? { libc: ['glibc'] } : {};
}

function entryFor(name, version, asker) {
  if (name.includes('wasm32'))
    return { version, cpu: ['wasm32'], ...(asker.dev && { dev: true }), optional: true };
  const os = Object.keys(systems).find((word) => name.includes(word));
  const cpu = processors.find((word) => name.includes(word));
  if (!os) return undefined;
  const when = { ...(cpu && { cpu: [cpu] }), ...(asker.dev && { dev: true }), ...libraryOf(name, os) };
  return { version, ...when, optional: true, os: [systems[os]] };
}

function missingEntries(packages) {
  const missing = {};
  for (const [place, asker] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(asker.optionalDependencies ?? {})) {
      const present = found(packages, place, name);
      if (!/^\d/.test(version) || present?.version === version) continue;
      const entry = entryFor(name, version, asker);
      // At the top where that place is free; beside the asker where another version has it.
      if (entry) missing[present ? `${place}/node_modules/${name}` : `node_modules/${name}`] = entry;
      else console.log(`left alone, no platform in its name: ${name}`);
    }
  }
  return missing;
}

const lock = JSON.parse(fs.readFileSync(file, 'utf8'));
const missing = missingEntries(lock.packages);
const all = Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => a.localeCompare(b, 'en'));
lock.packages = Object.fromEntries(all);
for (const [place, entry] of all) if (entry.extraneous) delete lock.packages[place]; // nobody depends on these
for (const entry of Object.values(lock.packages))
  if (/^https?:/.test(entry.resolved ?? '')) delete entry.resolved;
fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${Object.keys(missing).length} entries added: ${Object.keys(missing).join(', ') || '-'}`);
