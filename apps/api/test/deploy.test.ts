import { existsSync, globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { importsOf } from '../../../tools/fences/fences.mjs';
import { readConfig } from '../src/platform/config.ts';

interface Service {
  image?: string;
  build?: { context: string; target: string };
  command?: string[];
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  volumes?: string[];
  ports?: string[];
  deploy?: { replicas: number };
}

const root = path.resolve(import.meta.dirname, '../../..');
const bundle = path.join(root, 'apps/api/dist');
const textOf = (file: string) => readFileSync(path.join(root, file), 'utf8');
const compose = parse(textOf('docker-compose.yml'), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const dockerfile = textOf('Dockerfile');
const stages = [...dockerfile.matchAll(/^FROM (\S+) AS (\S+)$/gm)].map(([, from, name]) => ({ from, name }));
const services = Object.entries(compose.services);
const product = services.filter(([, service]) => service.environment?.DATABASE_URL !== undefined);

/** As compose does it: `${NAME:-otherwise}`, `${NAME:?message}`. */
function filledIn(text: string, given: Record<string, string>): string {
  return text.replaceAll(/\$\{(\w+):([-?])([^}]*)\}/g, (_whole, name: string, kind: string, rest: string) => {
    const value = given[name];
    if (value) return value;
    if (kind === '?') throw new Error(`${name} is missing: ${rest}`);
    return rest;
  });
}

const secrets = { POSTGRES_PASSWORD: 'secret', INSTALLATION_KEY: 'ab'.repeat(32) };
const environmentOf = (service: Service) =>
  Object.fromEntries(
    Object.entries(service.environment ?? {}).map(([name, value]) => [name, filledIn(value, secrets)]),
  );
const namesIn = (file: string, pattern: RegExp) =>
  [...textOf(file).matchAll(pattern)].map(([, name]) => String(name));

describe('docker-compose.yml', () => {
  it('runs what the architecture names, and the API twice', () => {
    expect(Object.keys(compose.services).toSorted()).toEqual(
      ['api', 'mail', 'migrate', 'postgres', 'proxy', 'redis', 'seed', 'web', 'worker'].toSorted(),
    );
    expect(compose.services.api?.deploy?.replicas).toBe(2);
  });

  it.each(services)('%s has an image, or a target that is a stage', (_name, service) => {
    const known = stages.map((stage) => stage.name);
    expect(service.build ? known : [service.image]).toContain(service.build?.target ?? service.image);
    expect(service.image ?? 'built').toMatch(/^(built|[a-z]+:[\w.]+)$/);
  });

  it('waits only for services that exist, and for health only where health is told', () => {
    for (const [, service] of services) {
      for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
        expect(compose.services[other]).toBeDefined();
        if (condition === 'service_healthy')
          expect(compose.services[other]?.healthcheck?.test.length).toBeGreaterThan(1);
      }
    }
  });

  it('gives every process of the API an environment it accepts', () => {
    expect(product.map(([name]) => name).toSorted()).toEqual(['api', 'migrate', 'seed', 'worker']);
    for (const [, service] of product) {
      const config = readConfig(environmentOf(service));
      expect(config.databaseUrl).toBe('postgres://vagval:secret@postgres:5432/vagval');
      expect([config.redisUrl, config.apiPort, config.apiHost]).toEqual([
        'redis://redis:6379',
        3001,
        '0.0.0.0',
      ]);
    }
  });

  it('refuses to start without its secrets', () => {
    expect(() => filledIn(compose.services.api?.environment?.INSTALLATION_KEY ?? '', {})).toThrow(
      'INSTALLATION_KEY',
    );
    expect(() => filledIn(compose.services.postgres?.environment?.POSTGRES_PASSWORD ?? '', {})).toThrow(
      'POSTGRES_PASSWORD',
    );
  });

  it('gives the pages the key the API knows them by, and counts nothing without one', () => {
    const { api, web } = compose.services;
    for (const given of [{ ...secrets, TRAFFIC_KEY: 'cd'.repeat(32) }, secrets]) {
      const key = (service?: Service) => filledIn(service?.environment?.TRAFFIC_KEY ?? 'none', given);
      expect(key(web)).toBe(key(api));
      const config = readConfig({ ...environmentOf(api ?? {}), TRAFFIC_KEY: key(api) });
      expect(config.trafficKey).toBe('TRAFFIC_KEY' in given ? given.TRAFFIC_KEY : undefined);
    }
  });

  it('reaches only hosts that are services', () => {
    const addresses = services.flatMap(([, service]) => Object.values(environmentOf(service)));
    const hosts = addresses.flatMap((value) => /^\w+:\/\/(?:[^@/]*@)?([\w.-]+)/.exec(value)?.[1] ?? []);
    expect(hosts.length).toBeGreaterThan(10);
    expect(hosts.filter((host) => host !== 'localhost' && !compose.services[host])).toEqual([]);
  });

  it('publishes the proxy, and the inbox to this machine alone', () => {
    const published = services.filter(([, service]) => service.ports).map(([name]) => name);
    expect(published.toSorted()).toEqual(['mail', 'proxy']);
    expect(compose.services.mail?.ports).toEqual(['127.0.0.1:${INBOX_PORT:-1080}:1080']);
  });

  it('mounts volumes and files that exist', () => {
    for (const volume of services.flatMap(([, service]) => service.volumes ?? [])) {
      const source = volume.split(':')[0] ?? '';
      expect(source.startsWith('./') ? existsSync(path.join(root, source)) : source in compose.volumes).toBe(
        true,
      );
    }
  });
});

describe('Dockerfile', () => {
  it('builds each stage on an earlier one, or on a named image', () => {
    const known = new Set<string>();
    for (const { from = '', name = '' } of stages) {
      expect(known.has(from) || /^node:24-/.test(from)).toBe(true);
      known.add(name);
    }
    for (const [, source = ''] of dockerfile.matchAll(/--from=(\S+)/g)) expect(known).toContain(source);
  });

  it('copies the manifest of every workspace', () => {
    const copied = [...dockerfile.matchAll(/^COPY (\S+\/package\.json) /gm)].map(([, file]) => file);
    const lock = JSON.parse(textOf('package-lock.json')) as {
      packages: Record<string, { link?: boolean; resolved?: string }>;
    };
    const linked = Object.values(lock.packages).flatMap((entry) =>
      entry.link ? [`${entry.resolved}/package.json`] : [],
    );
    expect(copied.toSorted()).toEqual(linked.toSorted());
  });

  it('copies only files that exist', () => {
    const wanted = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, files = '']) =>
      files.split(' '),
    );
    expect(wanted.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });
});

describe.skipIf(!existsSync(bundle))('the bundle of the API', () => {
  it('needs nothing at run time but what it and its libraries declare', () => {
    const declared = ['apps/api', 'libs/contract', 'libs/text', 'libs/ticket'].flatMap((workspace) => {
      const manifest = JSON.parse(textOf(`${workspace}/package.json`)) as {
        dependencies?: Record<string, string>;
      };
      return Object.keys(manifest.dependencies ?? {});
    });
    const texts = globSync('**/*.js', { cwd: bundle }).map((file) =>
      readFileSync(path.join(bundle, file), 'utf8'),
    );
    const wanted = texts.flatMap((text) => importsOf(text).map(({ specifier }) => specifier));
    const names = wanted.flatMap((it) => /^(?!\.|\/|node:)(@[^/]+\/[^/]+|[^/]+)/.exec(it)?.[1] ?? []);
    expect(names.length).toBeGreaterThan(20);
    expect([...new Set(names)].filter((name) => !isBuiltin(name) && !declared.includes(name))).toEqual([]);
  });
});

describe('deploy/Caddyfile', () => {
  it('sends to services and their ports', () => {
    const caddy = textOf('deploy/Caddyfile');
    expect(caddy).toMatch(/reverse_proxy web:3000/);
    expect(caddy).toMatch(/dynamic a api 3001/);
    expect(compose.services.web?.environment).toMatchObject({ PORT: '3000', API_URL: 'http://proxy:3001' });
    expect([...caddy].filter((sign) => sign === '{').length).toBe(
      [...caddy].filter((sign) => sign === '}').length,
    );
  });
});

describe('docs/operations.md', () => {
  it('explains every variable the API, the pages and the start read', () => {
    const read = [
      ...namesIn('apps/api/src/platform/config.ts', /^ {2}([A-Z][A-Z_]+): /gm),
      ...namesIn('apps/web/src/env.ts', /^ {2}([A-Z][A-Z_]+): /gm),
      ...namesIn('tools/start.mjs', /(?:process\.env\.|portOf\(')([A-Z][A-Z_]+)/g),
    ];
    const explained = namesIn('docs/operations.md', /^\| `([A-Z][A-Z_]+)`/gm);
    expect(read).toContain('DATABASE_URL');
    expect(read.filter((name) => !explained.includes(name))).toEqual([]);
  });
});
