import { Controller, Module } from '@nestjs/common';
import { contract, endpoint, mayByRole, permissions, roles } from '@vagval/contract';
import type { Access, Endpoint, Permission } from '@vagval/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { startApp } from '../../../test/app.ts';
import type { TestApp } from '../../../test/app.ts';
import { Handle } from '../contract/handle.ts';
import { newId } from '../ids.ts';
import { sha256 } from '../keys.ts';
import { mayEnter } from './access.guard.ts';
import { Callers, Me, MyAccount, MyParty } from './caller.ts';
import type { Caller, CallerAccount } from './caller.ts';
import { Cookie } from './session-cookie.ts';
import type { SessionCookie } from './session-cookie.ts';

const link = { id: newId(), revision: 1 };
const accountWith = (...held: CallerAccount['roles']): Caller => ({
  account: { id: newId(), roles: held, organisations: [], organisers: [] },
});
const callers: Record<string, Caller> = {
  nobody: {},
  party: { party: link },
  device: { device: link },
  pages: { pageServer: true },
  ...Object.fromEntries(roles.map((role) => [role, accountWith(role)])),
};
const granted = (permission: Permission) => roles.filter((role) => mayByRole[role].includes(permission));

/** Who may pass a rule, written down apart from the guard. */
function expected(access: Access): string[] {
  if (access === 'public') return Object.keys(callers);
  if (access === 'party') return ['party'];
  if (access === 'signed-in') return [...roles];
  if (access === 'page-server') return ['pages'];
  const devices = ['passage.record', 'roster.read', 'occupancy.read'].includes(access) ? ['device'] : [];
  return [...devices, ...granted(access)];
}

describe('every endpoint of the contract', () => {
  it.each(Object.entries(contract))('%s lets in exactly whom its rule names', (_, { access }) => {
    const admitted = Object.keys(callers).filter((name) => !mayEnter(callers[name] ?? {}, access));
    expect(admitted).toEqual(expected(access));
  });

  it('uses permissions that somebody has', () => {
    expect(permissions.filter((permission) => granted(permission).length === 0)).toEqual([]);
  });

  it('says 401 to whom it does not know and 403 to whom it does', () => {
    expect(mayEnter({}, 'figure.read')?.code).toBe('unauthenticated');
    expect(mayEnter(accountWith('teacher'), 'figure.read')?.code).toBe('forbidden');
    expect(mayEnter({}, undefined)?.code).toBe('forbidden');
  });
});

const reply = z.object({ who: z.string() });
const open = (access: Access, path: `/api/${string}`) =>
  endpoint({ method: 'GET', path, access, summary: 's', reply });
const anyone = open('public', '/api/test/anyone');
const byParty = open('party', '/api/test/party');
const signedIn = open('signed-in', '/api/test/signed-in');
const atDoor = open('roster.read', '/api/test/door');
const out = endpoint({
  method: 'DELETE',
  path: '/api/test/session',
  access: 'public',
  summary: 's',
  reply: null,
});
const promised: Record<string, Endpoint> = { anyone, byParty, signedIn, atDoor, out };

@Controller()
class WhoController {
  @Handle(anyone)
  anyone(_: unknown, @Me() me: Caller) {
    return { who: Object.keys(me).join() };
  }

  @Handle(byParty)
  party(_: unknown, @MyParty() party: { id: string }) {
    return { who: party.id };
  }

  @Handle(signedIn)
  signedIn(_: unknown, @MyAccount() account: CallerAccount) {
    return { who: account.id };
  }

  @Handle(atDoor)
  atDoor(_: unknown, @Me() me: Caller) {
    return { who: Object.keys(me).join() };
  }

  @Handle(out)
  out(_: unknown, @Cookie() cookie: SessionCookie) {
    cookie.close();
  }
}

const token = 'a'.repeat(43);
const account: CallerAccount = { id: newId(), roles: ['teacher'], organisations: [], organisers: [] };
const known = {
  accountOfSession: (hash: Buffer) => Promise.resolve(hash.equals(sha256(token)) ? account : undefined),
};

@Module({
  controllers: [WhoController],
  providers: [{ provide: Callers, useValue: known }],
  exports: [Callers],
})
class WhoModule {}

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ features: [WhoModule], contract: promised, complete: true });
});
afterAll(() => app.close());

describe('a caller over HTTP', () => {
  const who = async (it: typeof anyone, headers: Record<string, string>) => {
    const answer = await app.callWith(headers)(it);
    return answer.ok ? answer.data.who : answer.code;
  };

  it('is nobody, a session, a party or a device', async () => {
    const [party, device] = [app.mint('party', link.id, 1), app.mint('device', link.id, 1)];
    expect(await who(anyone, {})).toBe('');
    expect(await who(anyone, { cookie: `a=b; vagval_session=${token}; c=d` })).toBe('account');
    expect(await who(byParty, { authorization: `Bearer ${party}` })).toBe(link.id);
    expect(await who(atDoor, { authorization: `bearer ${device}` })).toBe('device');
    expect(await who(signedIn, { cookie: `vagval_session=${token}` })).toBe(account.id);
  });

  it.each([
    ['no credentials', byParty, {}, 'unauthenticated'],
    ['a token of something else', byParty, { authorization: `Bearer ${'A'.repeat(46)}` }, 'unauthenticated'],
    [
      'a session that is not known',
      signedIn,
      { cookie: `vagval_session=${'b'.repeat(43)}` },
      'unauthenticated',
    ],
    ['a session under another name', signedIn, { cookie: `x-vagval_session=${token}` }, 'unauthenticated'],
    ['a session without the right', atDoor, { cookie: `vagval_session=${token}` }, 'forbidden'],
    ['bad credentials where none are needed', anyone, { authorization: 'Bearer x' }, ''],
  ])('is judged with %s', async (_, it, headers, outcome) => {
    expect(await who(it as typeof anyone, headers as Record<string, string>)).toBe(outcome);
  });

  it('is refused as a device with the token of a party', async () => {
    expect(await who(atDoor, { authorization: `Bearer ${app.mint('party', link.id, 1)}` })).toBe('forbidden');
  });

  it('gets cookies that no script reads and no other site sends', async () => {
    const { headers } = await app.app.inject({ method: 'DELETE', url: '/api/test/session' });
    expect(headers['set-cookie']).toBe('vagval_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax');
  });
});
