import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from './clock.ts';
import { Config } from './config.ts';
import { dataSourceOf } from './data-source.ts';
import { Database } from './database.ts';
import { Broker } from './jobs/broker.ts';
import { JobHandlers } from './jobs/job-handlers.ts';
import { JobWorkers } from './jobs/job-workers.ts';
import { Relay } from './jobs/relay.ts';
import { Repeated } from './jobs/repeated.ts';
import { Keys } from './keys.ts';
import { Limits } from './limits.ts';
import { Links } from './links.ts';
import { AppLog } from './log.ts';
import { RedisLink } from './redis.ts';
import { Sweeps } from './sweeps.ts';
import { Tickets } from './tickets.ts';

const parts = [
  Database,
  Keys,
  Links,
  Tickets,
  RedisLink,
  Limits,
  JobHandlers,
  Broker,
  Relay,
  Repeated,
  JobWorkers,
  Sweeps,
];

/** What every feature may inject without importing anything. */
@Module({})
export class PlatformModule {
  static with(config: Config, clock = new Clock(config)): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      providers: [
        { provide: Config, useValue: config },
        { provide: Clock, useValue: clock },
        { provide: AppLog, useFactory: () => new AppLog(config) },
        { provide: DataSource, useFactory: () => dataSourceOf(config).initialize() },
        ...parts,
      ],
      exports: [Config, Clock, AppLog, ...parts],
    };
  }
}
