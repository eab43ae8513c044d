import 'reflect-metadata';
import os from 'node:os';
import { NestFactory } from '@nestjs/core';
import { appModule } from './app.module.ts';
import { readConfig } from './platform/config.ts';
import { JobWorkers } from './platform/jobs/job-workers.ts';
import { AppLog } from './platform/log.ts';

// Letters can wait and bookings cannot: where they share processors this process gives way.
os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);
const app = await NestFactory.createApplicationContext(appModule(readConfig()), {
  bufferLogs: true,
  abortOnError: false,
});
app.useLogger(app.get(AppLog));
app.enableShutdownHooks();
await app.get(JobWorkers).start();
