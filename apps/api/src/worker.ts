import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { appModule } from './app.module.ts';
import { readConfig } from './platform/config.ts';
import { JobWorkers } from './platform/jobs/job-workers.ts';
import { AppLog } from './platform/log.ts';

const app = await NestFactory.createApplicationContext(appModule(readConfig()), {
  bufferLogs: true,
  abortOnError: false,
});
app.useLogger(app.get(AppLog));
app.enableShutdownHooks();
await app.get(JobWorkers).start();
