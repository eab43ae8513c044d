import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { ApplicationConfig, DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { Endpoint } from '@vagval/contract';
import { AppLog } from '../log.ts';
import { endpointOf } from './handle.ts';
import { ReplyInterceptor } from './reply.interceptor.ts';

/** What the controllers are held against. */
export interface Promised {
  readonly contract: Readonly<Record<string, Endpoint>>;
  /** False while parts of the contract are not built yet: their absence is told, not refused. */
  readonly complete: boolean;
}

export const PROMISED = Symbol('promised');

type Prototype = Record<string, object>;

/** The application does not start when a route has no endpoint, or an endpoint not exactly one route. */
@Injectable()
export class ContractCheck implements OnApplicationBootstrap {
  constructor(
    @Inject(PROMISED) private readonly promised: Promised,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly application: ApplicationConfig,
    private readonly log: AppLog,
  ) {}

  onApplicationBootstrap(): void {
    const open = new Map(Object.entries(this.promised.contract).map(([name, endpoint]) => [endpoint, name]));
    const wrong = [
      ...this.outermost(),
      ...this.controllers().flatMap(([name, type]) => this.routes(name, type, open)),
    ];
    const missing = [...open.values()].map((name) => `${name} has no handler`);
    if (this.promised.complete) wrong.push(...missing);
    else if (missing.length) this.log.warn(`Not built yet: ${[...open.values()].join(', ')}`);
    if (wrong.length) throw new Error(`Contract and controllers differ:\n- ${wrong.join('\n- ')}`);
  }

  /** Nothing may add to a reply after it was stripped: only what replays whole replies stands further out. */
  private outermost(): string[] {
    const [first, second] = this.application.getGlobalInterceptors();
    const held = first instanceof ReplyInterceptor || second instanceof ReplyInterceptor;
    return held ? [] : ['contractProviders() must come first in the root module'];
  }

  private controllers(): [string, { prototype: Prototype }][] {
    return this.discovery
      .getControllers()
      .map(({ name, metatype }) => [name, metatype as unknown as { prototype: Prototype }]);
  }

  private routes(name: string, type: { prototype: Prototype }, open: Map<Endpoint, string>): string[] {
    const prefixed = Reflect.getMetadata('path', type) !== '/';
    const wrong = prefixed ? [`${name} has a path prefix; the contract holds whole paths`] : [];
    for (const key of this.scanner.getAllMethodNames(type.prototype)) {
      const method = type.prototype[key];
      if (!method || !Reflect.hasMetadata('path', method)) continue;
      const endpoint = endpointOf(method);
      if (!endpoint) wrong.push(`${name}.${key} is a route outside the contract`);
      else if (!open.delete(endpoint))
        wrong.push(
          `${name}.${key} handles what is unknown or handled already: ${endpoint.method} ${endpoint.path}`,
        );
    }
    return wrong;
  }
}
