// Compiles the catalogue and then narrows it: a message can only be called with an explicit locale, so that a page of
// one visitor and a mail to another may be written in the same process at the same time.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, 'compiled');
const { locales } = JSON.parse(readFileSync(join(here, 'project.inlang/settings.json'), 'utf8'));
const built = mkdtempSync(join(tmpdir(), 'vagval-text-'));

function runCompiler() {
  const entry = createRequire(import.meta.url).resolve('@inlang/paraglide-js');
  const bin = join(dirname(entry), '../bin/run.js');
  const args = [bin, 'compile', '--project', join(here, 'project.inlang'), '--outdir', built, '--silent'];
  execFileSync(process.execPath, args, { stdio: 'inherit', cwd: here });
}

const messageFiles = () =>
  readdirSync(join(built, 'messages')).filter((file) => file.endsWith('.js') && file !== '_index.js');

function nameOf(file) {
  return file.slice(0, -'.js'.length);
}

function inputsOf(file) {
  const source = readFileSync(join(built, 'messages', file), 'utf8');
  const names = /@typedef \{\{([^}]*)\}\} \w+Inputs/.exec(source)?.[1] ?? '';
  return [...names.matchAll(/(\w+)\??:/g)].map(([, name]) => name);
}

function declare(file) {
  const inputs = inputsOf(file);
  const shape = inputs.length
    ? `{ ${inputs.map((name) => `${name}: string | number`).join('; ')} }`
    : 'NoInputs';
  return `export declare const ${nameOf(file)}: (inputs: ${shape}, options: { locale: Locale }) => string;`;
}

function writeTypes(files) {
  const union = locales.map((locale) => `'${locale}'`).join(' | ');
  const head = [`export type Locale = ${union};`, 'type NoInputs = Record<string, never>;'];
  writeFileSync(join(built, 'messages/_index.d.ts'), [...head, ...files.map(declare), ''].join('\n'));
}

function writeRuntime() {
  const complaint = `throw new Error('A message was called without a locale')`;
  const lines = [
    `export const locales = ${JSON.stringify(locales)};`,
    'export const experimentalStaticLocale = undefined;',
    `export function getLocale() { ${complaint}; }`,
  ];
  writeFileSync(join(built, 'runtime.js'), `${lines.join('\n')}\n`);
  rmSync(join(built, 'server.js'));
}

/** Rules and formats are made once for a language, not once for every sentence. The tags are those of src/format.ts. */
function writeRegistry() {
  const lines = [
    `const tags = ${JSON.stringify({ sv: 'sv-SE', en: 'en-GB', ar: 'ar-u-nu-latn' })};`,
    'const rules = {};',
    'const numbers = {};',
    'export const plural = (locale, input) =>',
    '  (rules[locale] ??= new Intl.PluralRules(tags[locale] ?? locale)).select(Number(input));',
    'const numberIn = (locale) => (numbers[locale] ??= new Intl.NumberFormat(tags[locale] ?? locale));',
    // What is already written, such as "over 1 000", stays as it is.
    "export const number = (locale, input) => (typeof input === 'number' ? numberIn(locale).format(input) : input);",
  ];
  writeFileSync(join(built, 'registry.js'), `${lines.join('\n')}\n`);
}

/** What a sentence counts by is written as the language writes numbers: "11 870 elever". */
function formatCounts(file) {
  const path = join(built, 'messages', file);
  const source = readFileSync(path, 'utf8');
  const counted = [
    ...new Set([...source.matchAll(/registry\.plural\("\w+", i\?\.(\w+)/g)].map(([, name]) => name)),
  ];
  if (counted.length === 0) return;
  const places = new RegExp(`\\$\\{i\\?\\.(${counted.join('|')})\\}`, 'g');
  const sayings = source.split(/(?=^const )/m).map((saying) => {
    const locale = /^const ([a-z]+)_/.exec(saying)?.[1];
    return locale ? saying.replace(places, `\${registry.number("${locale}", i?.$1)}`) : saying;
  });
  writeFileSync(path, sayings.join(''));
}

/** The refusals on their own, by code: looking one up must not drag every other message into a page. */
function writeRefusals(files) {
  const refusals = files.filter((file) => file.startsWith('refusal_'));
  const lines = refusals.map((file) => {
    const name = nameOf(file);
    return `export { ${name} as ${name.slice('refusal_'.length)} } from './messages/${file}';`;
  });
  writeFileSync(join(built, 'refusals.js'), `${lines.join('\n')}\n`);
  const types = refusals.map((file) => declare(file).replace('refusal_', ''));
  const head = `import type { Locale } from './messages/_index.js';\ntype NoInputs = Record<string, never>;\n`;
  writeFileSync(join(built, 'refusals.d.ts'), `${head}${types.join('\n')}\n`);
}

/** Copied over file by file, so that a reader of the old text never meets an empty folder. */
function publish(files) {
  mkdirSync(join(target, 'messages'), { recursive: true });
  cpSync(built, target, { recursive: true });
  const kept = new Set(['_index.js', '_index.d.ts', 'package.json', ...files]);
  for (const file of readdirSync(join(target, 'messages'))) {
    if (!kept.has(file)) rmSync(join(target, 'messages', file));
  }
  rmSync(built, { recursive: true });
}

runCompiler();
const files = messageFiles();
if (files.length < 20) throw new Error(`Only ${files.length} messages were compiled: is the plugin found?`);
writeTypes(files);
writeRuntime();
writeRegistry();
for (const file of files) formatCounts(file);
writeRefusals(files);
publish(files);
console.log(`text: ${files.length} messages in ${locales.join(', ')}`);
