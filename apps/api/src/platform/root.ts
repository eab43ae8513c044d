import { Module } from '@nestjs/common';
import type { DynamicModule, Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Promised } from './contract/contract-check.ts';
import { contractProviders } from './contract/contract.providers.ts';
import { PlatformModule } from './platform.module.ts';
import { AccessGuard } from './session/access.guard.ts';

/** The one root of the module graph: platform, features, and the fences around both. */
@Module({})
export class RootModule {
  /** `features` are modules; `promised` is the contract they must fulfil; another clock is for tests. */
  static of(
    config: Config,
    features: readonly (Type | DynamicModule)[],
    promised: Promised,
    clock?: Clock,
  ): DynamicModule {
    return {
      module: RootModule,
      imports: [DiscoveryModule, PlatformModule.with(config, clock), ...features],
      providers: contractProviders(promised, AccessGuard),
    };
  }
}
