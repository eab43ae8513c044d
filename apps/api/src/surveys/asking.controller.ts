import { Controller } from '@nestjs/common';
import {
  addAddresses,
  cancelReminder,
  listRates,
  planReminder,
  readAsking,
  resendInvitation,
  startRound,
  stopRound,
  withdrawInvitation,
} from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { MyAccount } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { Asking } from './asking.service.ts';
import { Rounds } from './rounds.service.ts';
import { SurveyReminders } from './survey-reminders.service.ts';

@Controller()
export class AskingController {
  constructor(
    private readonly asking: Asking,
    private readonly rounds: Rounds,
    private readonly reminders: SurveyReminders,
  ) {}

  @Handle(readAsking)
  read({ params }: In<typeof readAsking>, @MyAccount() me: CallerAccount) {
    return this.asking.read(me, params);
  }

  @Handle(addAddresses)
  addAddresses({ params, body }: In<typeof addAddresses>, @MyAccount() me: CallerAccount) {
    return this.asking.addAddresses(me, params, body);
  }

  @Handle(startRound)
  async startRound({ params, body }: In<typeof startRound>, @MyAccount() me: CallerAccount) {
    return this.rounds.start(await this.asking.own(me, params), body.segment, me.id);
  }

  @Handle(stopRound)
  async stopRound({ params }: In<typeof stopRound>, @MyAccount() me: CallerAccount) {
    return this.rounds.stop(await this.asking.own(me, params), params.round);
  }

  @Handle(planReminder)
  async planReminder({ params, body }: In<typeof planReminder>, @MyAccount() me: CallerAccount) {
    return this.reminders.plan(await this.asking.own(me, params), body.at);
  }

  @Handle(cancelReminder)
  async cancelReminder({ params }: In<typeof cancelReminder>, @MyAccount() me: CallerAccount) {
    return this.reminders.cancel(await this.asking.own(me, params), params.reminder);
  }

  @Handle(withdrawInvitation)
  withdraw({ params, body }: In<typeof withdrawInvitation>, @MyAccount() me: CallerAccount) {
    return this.asking.withdraw(me, params, body.email);
  }

  @Handle(resendInvitation)
  resend({ params, body }: In<typeof resendInvitation>, @MyAccount() me: CallerAccount) {
    return this.asking.resend(me, params, body.email);
  }

  @Handle(listRates)
  rates({ params }: In<typeof listRates>, @MyAccount() me: CallerAccount) {
    return this.asking.rates(me, params.edition);
  }
}
