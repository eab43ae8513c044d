import type { CanActivate, Provider, Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { IdempotencyInterceptor } from '../idempotency.ts';
import { ContractCheck, PROMISED } from './contract-check.ts';
import type { Promised } from './contract-check.ts';
import { ProblemFilter } from './problem.filter.ts';
import { ReplyInterceptor } from './reply.interceptor.ts';

/** Goes FIRST into the root module's providers. The guard is an argument, because a forgotten one means open doors. */
export const contractProviders = (promised: Promised, guard: Type<CanActivate>): Provider[] => [
  { provide: APP_GUARD, useClass: guard },
  { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
  { provide: APP_INTERCEPTOR, useClass: ReplyInterceptor },
  { provide: APP_FILTER, useClass: ProblemFilter },
  { provide: PROMISED, useValue: promised },
  ContractCheck,
];
