// Who may import whom: the one place where it is written. ESLint (imports.mjs) and the architecture test ask here.
import path from 'node:path';

const posix = path.posix;

/** The file an import means, as a path from the root of the repository, or the package's name. */
export function targetOf(from, specifier) {
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(from), specifier));
  if (specifier.startsWith('#lib/')) return `apps/web/src/lib/${specifier.slice(5)}`;
  if (specifier.startsWith('@vagval/')) return `libs/${specifier.slice(8)}`;
  return specifier;
}

/** Where in the API a file lives: the folder under src, `root` for the files directly in it, undefined elsewhere. */
export function areaOf(file) {
  const [, area, rest] = /^apps\/api\/src\/([^/]+)(\/.*)?$/.exec(file) ?? [];
  if (!area) return undefined;
  return rest ? area : 'root';
}

// They put the parts together, so they see all of them.
const composing = new Set(['root', 'seed', 'demo']);
const notFeatures = new Set([...composing, 'platform', 'migrations']);

/** The feature folder of an API file, or undefined. */
export function featureOf(file) {
  const area = areaOf(file);
  return area && !notFeatures.has(area) ? area : undefined;
}

const isTest = (file) => /\.(test|spec)\.ts$|^apps\/(api|web)\/test\/|^apps\/e2e\//.test(file);
const isPackage = (target, ...names) =>
  names.some((name) => target === name || target.startsWith(`${name}/`));

const byArea = (area, packages, message) => ({
  message,
  forbids: ({ from, target }) =>
    from.startsWith('apps/') && !isTest(from) && areaOf(from) !== area && isPackage(target, ...packages),
});

const lonely = new Set(['figures', 'privacy']);
const open = /\.(service|entity|module)(\.ts)?$/;
const webFeature = (target) => /^apps\/web\/src\/lib\/([^/]+)\//.exec(target)?.[1];

const fences = [
  {
    message: 'platform/ knows no feature. Turn it round: let the feature give platform what it needs.',
    forbids: ({ from, target }) =>
      areaOf(from) === 'platform' && featureOf(target) !== undefined && !isTest(from),
  },
  {
    message:
      'figures and privacy read all tables and are imported by nobody. Move what you need to the feature it is about.',
    forbids: ({ from, target }) => {
      const [mine, theirs] = [areaOf(from), featureOf(target)];
      return mine !== undefined && !composing.has(mine) && theirs !== mine && lonely.has(theirs);
    },
  },
  {
    message:
      "Another feature is entered through its .service, .entity or .module alone. Add what you need to that feature's service.",
    forbids: ({ from, target }) => {
      const [mine, theirs] = [featureOf(from), featureOf(target)];
      return (
        mine !== undefined && theirs !== undefined && mine !== theirs && !open.test(target) && !isTest(from)
      );
    },
  },
  byArea('mail', ['nodemailer'], 'Only mail/ sends. Write a message row; the outbox does the rest.'),
  byArea(
    'platform',
    ['bullmq', 'ioredis', '@nestjs/bullmq', '@bull-board'],
    'Only platform/ touches the queue. Put a row in the outbox, or declare a job in x.jobs.ts.',
  ),
  {
    message: 'libs/ stand alone: both the API and the pages use them. Keep the frameworks and the apps out.',
    forbids: ({ from, target }) =>
      from.startsWith('libs/') &&
      (target.startsWith('apps/') ||
        isPackage(target, '@nestjs', 'typeorm', 'svelte', '@sveltejs', 'fastify')),
  },
  {
    message: "The pages reach the API through the contract's client in lib/server, never its code.",
    forbids: ({ from, target }) =>
      /^apps\/(web|e2e)\//.test(from) && isPackage(target, 'apps/api', 'libs/api'),
  },
  {
    message: 'The API knows no pages.',
    forbids: ({ from, target }) => from.startsWith('apps/api/') && isPackage(target, 'apps/web', 'libs/web'),
  },
  {
    message:
      'lib/ui is the lowest floor: it takes what it shows as properties, and knows no feature and no route.',
    forbids: ({ from, target }) =>
      from.startsWith('apps/web/src/lib/ui/') &&
      (target.startsWith('apps/web/src/routes/') || ![undefined, 'ui'].includes(webFeature(target))),
  },
  {
    message: 'routes import lib, never the other way round.',
    forbids: ({ from, target }) =>
      from.startsWith('apps/web/src/lib/') && target.startsWith('apps/web/src/routes/'),
  },
  {
    message: 'A component never calls the API. Load in +page.server.ts and pass the result as data.',
    forbids: ({ from, target, names }) =>
      from.endsWith('.svelte') &&
      (webFeature(target) === 'server' || (target === 'libs/contract' && names.includes('client'))),
  },
];

/** Why `from` may not import `specifier`, or undefined when it may. `names` are the imported names. */
export function forbidden(from, specifier, names = []) {
  const asked = { from, target: targetOf(from, specifier), names };
  return fences.find((fence) => fence.forbids(asked))?.message;
}

/** Feature folders that import each other in a ring, e.g. ['halls', 'exhibitors', 'halls'], or undefined. */
export function findRing(imports) {
  const next = new Map();
  for (const { from, specifier } of imports) {
    const [mine, theirs] = [featureOf(from), featureOf(targetOf(from, specifier))];
    if (!mine || !theirs || mine === theirs || isTest(from)) continue;
    next.set(mine, (next.get(mine) ?? new Set()).add(theirs));
  }
  const walk = (trail) => {
    const last = trail.at(-1);
    if (trail.indexOf(last) < trail.length - 1) return trail.slice(trail.indexOf(last));
    for (const step of next.get(last) ?? []) {
      const ring = walk([...trail, step]);
      if (ring) return ring;
    }
    return undefined;
  };
  return [...next.keys()].map((feature) => walk([feature])).find(Boolean);
}

/** Why a source file may not have this name, or undefined. */
export function badName(file) {
  const name = posix.basename(file);
  if (/(^|[-./])(utils?|helpers?|common|managers?)([-./]|$)/i.test(file)) {
    return 'A name like this says nothing: name the file after what it is about.';
  }
  const inMigrations = /^apps\/api\/src\/migrations\//.test(file) && name !== 'index.ts' && !isTest(file);
  if (inMigrations && !/^\d{8}T\d{4}-[a-z]+(-[a-z0-9]+)+\.ts$/.test(name)) {
    return 'A migration is called YYYYMMDDThhmm-verb-noun.ts.';
  }
  return undefined;
}

/** A test that is left out or runs alone, e.g. `it.only(`, or undefined. skipIf with a reason is allowed. */
export const leftOut = (text) =>
  /\b(it|test|describe|suite)(\.\w+)*\.(only|skip|todo|fixme)\s*\(/.exec(text)?.[0] ??
  /\b(xit|xtest|xdescribe|fit|fdescribe)\s*\(/.exec(text)?.[0];

/** The imports of a source text: `[{ specifier, names }]`, also exports from, dynamic ones and bare ones. */
export function importsOf(text) {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
  const statements = [...code.matchAll(/^\s*(?:import|export)\s([^'"`;]*?)from\s*['"]([^'"]+)['"]/gm)];
  const named = statements.map(([, clause, specifier]) => ({
    specifier,
    names: clause.match(/[\w$]+/g) ?? [],
  }));
  // A word inside a text ("/schools/import") imports nothing.
  const others = [...code.matchAll(/(?<![\w/'"`-])import\s*\(?\s*['"]([^'"]+)['"]/g)];
  return [...named, ...others.map(([, specifier]) => ({ specifier, names: [] }))];
}
