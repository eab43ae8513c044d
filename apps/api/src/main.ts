import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { appModule } from './app.module.ts';
import { readConfig } from './platform/config.ts';
import { fastifyAdapter, prepare } from './platform/http.ts';
import { AppLog } from './platform/log.ts';

const config = readConfig();
const app = await NestFactory.create<NestFastifyApplication>(appModule(config), fastifyAdapter(), {
  bodyParser: false,
  bufferLogs: true,
  abortOnError: false,
});
app.useLogger(app.get(AppLog));
prepare(app);
app.enableShutdownHooks();
await app.listen(config.apiPort, config.apiHost);
app.get(AppLog).log(`Listening on ${await app.getUrl()}`);
