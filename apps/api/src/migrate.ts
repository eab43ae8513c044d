import 'reflect-metadata';
import { migrations } from './migrations/index.ts';
import { readConfig } from './platform/config.ts';
import { dataSourceOf } from './platform/data-source.ts';

const source = await dataSourceOf(readConfig(), migrations).initialize();
try {
  const run = await source.runMigrations({ transaction: 'each' });
  process.stdout.write(
    run.length ? run.map(({ name }) => `migrated ${name}\n`).join('') : 'nothing to migrate\n',
  );
} finally {
  await source.destroy();
}
