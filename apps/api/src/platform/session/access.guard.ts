import { timingSafeEqual } from 'node:crypto';
import { Injectable, Optional } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Access } from '@vagval/contract';
import type { FastifyRequest } from 'fastify';
import { Config } from '../config.ts';
import { endpointOf } from '../contract/handle.ts';
import type { Refusal } from '../contract/refusal.ts';
import { refuse } from '../contract/refusal.ts';
import { sha256 } from '../keys.ts';
import { Links } from '../links.ts';
import { Callers, callerOf, may } from './caller.ts';
import type { Caller } from './caller.ts';
import { sessionTokenOf } from './session-cookie.ts';

const bearer = /^Bearer ([\w-]+)$/i;
const ofDevices: ReadonlySet<Access> = new Set<Access>(['passage.record', 'roster.read', 'occupancy.read']);

/** Judges every request by the access rule of its endpoint; what has no endpoint is shut. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly links: Links,
    private readonly config: Config,
    @Optional() private readonly callers?: Callers,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const access = endpointOf(context.getHandler())?.access;
    const token = sessionTokenOf(request);
    const caller = this.bearerOf(request.headers.authorization, access);
    return token === undefined
      ? admit(request, caller, access)
      : this.withSession(request, caller, { access, token });
  }

  private async withSession(
    request: FastifyRequest,
    caller: Caller | undefined,
    { access, token }: { access: Access | undefined; token: string },
  ): Promise<boolean> {
    const account = await this.callers?.accountOfSession(sha256(token));
    return admit(request, account ? { ...caller, account } : caller, access);
  }

  private bearerOf(authorization: string | undefined, access: Access | undefined): Caller | undefined {
    const token = authorization && bearer.exec(authorization)?.[1];
    if (!token) return undefined;
    if (access === 'page-server' && this.isPageServer(token)) return { pageServer: true };
    const party = this.links.read('party', token);
    if (party) return { party };
    const device = this.links.read('device', token);
    return device && { device };
  }

  /** Hashes are compared, which are equally long and say nothing by the time it takes. */
  private isPageServer(token: string): boolean {
    const { trafficKey } = this.config;
    return trafficKey !== undefined && timingSafeEqual(sha256(token), sha256(trafficKey));
  }
}

function admit(request: FastifyRequest, caller: Caller | undefined, access: Access | undefined): boolean {
  request.caller = caller;
  const refusal = mayEnter(callerOf(request), access);
  if (refusal) throw refusal;
  return true;
}

/** Why a caller may not call an endpoint with this rule; undefined when it may. */
export function mayEnter(caller: Caller, access: Access | undefined): Refusal | undefined {
  if (access === 'public') return undefined;
  if (access === undefined) return refuse('forbidden');
  if (access === 'party') return caller.party ? undefined : refuse('unauthenticated');
  if (access === 'signed-in') return caller.account ? undefined : refuse('unauthenticated');
  if (access === 'page-server') return caller.pageServer ? undefined : strangerTo(caller);
  if (caller.account && may(caller.account, access)) return undefined;
  if (caller.device && ofDevices.has(access)) return undefined;
  return strangerTo(caller);
}

const strangerTo = (caller: Caller): Refusal =>
  caller.account || caller.device || caller.party ? refuse('forbidden') : refuse('unauthenticated');
