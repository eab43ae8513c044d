import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { mayByRole } from '@vagval/contract';
import type { Permission, Role } from '@vagval/contract';
import type { FastifyRequest } from 'fastify';
import { refuse } from '../contract/refusal.ts';
import type { Link } from '../links.ts';

/** A signed-in person with the rights of all memberships together. */
export interface CallerAccount {
  readonly id: string;
  readonly roles: readonly Role[];
  /** Organisations and organisers the memberships are in. */
  readonly organisations: readonly string[];
  readonly organisers: readonly string[];
}

/** Whether an account's roles grant a permission. */
export const may = (account: Pick<CallerAccount, 'roles'>, permission: Permission): boolean =>
  account.roles.some((role) => mayByRole[role].includes(permission));

/** A party's link, and who holds it on the party's behalf. */
export interface PartyLink extends Link {
  /** The account of the member of staff who is signed in besides and helps a caller. */
  readonly assistedBy?: string;
}

/** Who calls: any of these, or none. Of party and device only the signature has been judged, not the row's revision. */
export interface Caller {
  readonly account?: CallerAccount;
  readonly party?: Link;
  readonly device?: Link;
  /** The server of our own pages, on its own behalf. */
  readonly pageServer?: true;
}

/** Finds accounts by session; provided by accounts. */
export abstract class Callers {
  /** The account of a session that has not ended, by the SHA-256 of its cookie. */
  abstract accountOfSession(tokenHash: Buffer): Promise<CallerAccount | undefined>;
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | undefined;
  }
  interface FastifyInstance {
    /** Whether the pages are served over https, so that cookies travel over nothing else. */
    secureCookies: boolean;
  }
}

const nobody: Caller = {};

/** The caller the guard found. */
export const callerOf = (request: FastifyRequest): Caller => request.caller ?? nobody;

const callerIn = (context: ExecutionContext): Caller =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>());

/** The caller, whoever it is. */
export const Me = createParamDecorator((_: unknown, context: ExecutionContext) => callerIn(context));

/** The signed-in account; 401 when there is none. */
export const MyAccount = createParamDecorator((_: unknown, context: ExecutionContext): CallerAccount => {
  const { account } = callerIn(context);
  if (!account) throw refuse('unauthenticated');
  return account;
});

/** The party of the bearer token; 401 when there is none. Compare the revision with the row's. */
export const MyParty = createParamDecorator((_: unknown, context: ExecutionContext): PartyLink => {
  const { party, account } = callerIn(context);
  if (!party) throw refuse('unauthenticated');
  return account && may(account, 'booking.assist') ? { ...party, assistedBy: account.id } : party;
});
