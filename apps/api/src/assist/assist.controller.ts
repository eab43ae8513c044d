import { Controller } from '@nestjs/common';
import { assistParty, correctParty, readPartyHistory, searchParties, sendAgain } from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { MyAccount } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { Assistance } from './assist.service.ts';

@Controller()
export class AssistController {
  constructor(private readonly assistance: Assistance) {}

  @Handle(searchParties)
  search({ params, body }: In<typeof searchParties>, @MyAccount() account: CallerAccount) {
    return this.assistance.search(params.edition, body.q, account);
  }

  @Handle(readPartyHistory)
  history({ params }: In<typeof readPartyHistory>, @MyAccount() account: CallerAccount) {
    return this.assistance.history({ ...params, account });
  }

  @Handle(assistParty)
  assist({ params }: In<typeof assistParty>, @MyAccount() account: CallerAccount) {
    return this.assistance.open({ ...params, account });
  }

  @Handle(correctParty)
  correct({ params, body }: In<typeof correctParty>, @MyAccount() account: CallerAccount) {
    return this.assistance.correct({ ...params, account }, body);
  }

  @Handle(sendAgain)
  sendAgain({ params }: In<typeof sendAgain>, @MyAccount() account: CallerAccount) {
    return this.assistance.sendAgain({ ...params, account });
  }
}
