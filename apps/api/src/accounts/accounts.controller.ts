import { Controller } from '@nestjs/common';
import { endSession, readSession, requestSignIn, startSession } from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { ClientAddress } from '../platform/limits.ts';
import { MyAccount } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { Cookie, SessionCookie } from '../platform/session/session-cookie.ts';
import { Accounts, sessionSeconds } from './accounts.service.ts';

@Controller()
export class AccountsController {
  constructor(private readonly accounts: Accounts) {}

  @Handle(requestSignIn)
  ask({ body }: In<typeof requestSignIn>, @ClientAddress() from: string) {
    return this.accounts.requestLink(body, from);
  }

  @Handle(startSession)
  async open({ body }: In<typeof startSession>, @Cookie() cookie: SessionCookie) {
    const { token, view } = await this.accounts.open(body.token, cookie.token);
    cookie.open(token, sessionSeconds);
    return view;
  }

  @Handle(endSession)
  async close(_: In<typeof endSession>, @Cookie() cookie: SessionCookie) {
    await this.accounts.close(cookie.token);
    cookie.close();
  }

  @Handle(readSession)
  read(_: In<typeof readSession>, @MyAccount() me: CallerAccount) {
    return this.accounts.read(me.id);
  }
}
