import 'reflect-metadata';
import { dateOf } from './demo/calendar.ts';
import { planDemo, writeDemo } from './demo/demo.ts';
import type { Sheet } from './demo/sheet.ts';
import { keepChanged } from './figures/keeping.sql.ts';
import { Clock } from './platform/clock.ts';
import { readConfig } from './platform/config.ts';
import { dataSourceOf } from './platform/data-source.ts';
import { Database } from './platform/database.ts';

const config = readConfig();
const clock = new Clock(config);
const db = new Database(await dataSourceOf(config).initialize());
try {
  process.stdout.write(await seeded(db));
} finally {
  await db.onApplicationShutdown();
}

/** Fills an empty database with the demonstration; any other is left alone. What was done, in words. */
async function seeded(on: Database): Promise<string> {
  const [found] = await on.rows<{ used: boolean }>('SELECT EXISTS (SELECT FROM organiser) AS used');
  if (found?.used) return 'the database is in use: no demonstration made\n';
  const started = clock.now().getTime();
  const today = config.seedToday ?? dateOf(started);
  const sheet = planDemo(today);
  await writeDemo(on, sheet);
  await keepChanged(on, { now: clock.now() });
  const seconds = (clock.now().getTime() - started) / 1000;
  return `${tableOf(sheet)}made a demonstration for ${today} in ${seconds.toFixed(1)} s\n`;
}

function tableOf(sheet: Sheet): string {
  return sheet
    .counts()
    .map(([table, rows]) => `${String(rows).padStart(7)} ${table}\n`)
    .join('');
}
