import { Controller } from '@nestjs/common';
import {
  acceptProposal,
  cancelClass,
  changeClass,
  chooseWindow,
  declineProposal,
  handOver,
  listClasses,
  proposeGroups,
  readClass,
  registerClass,
  revokeHandOvers,
  swapVisit,
  wishStations,
} from '@vagval/contract';
import type { In, Reply } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import type { AppLanguage } from '../platform/language.ts';
import { WantedLanguage } from '../platform/language.ts';
import { MyAccount } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { ClassPages } from './class-pages.service.ts';
import { Classes } from './classes.service.ts';
import { HandOvers } from './hand-overs.service.ts';
import { Proposals } from './proposals.service.ts';

type View = Promise<Reply<typeof readClass>>;

@Controller()
export class ClassesController {
  constructor(
    private readonly classes: Classes,
    private readonly pages: ClassPages,
    private readonly proposals: Proposals,
    private readonly handOvers: HandOvers,
  ) {}

  @Handle(listClasses)
  list(
    { params }: In<typeof listClasses>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() language: AppLanguage,
  ): Promise<Reply<typeof listClasses>> {
    return this.pages.list({ account, language }, params.edition);
  }

  @Handle(registerClass)
  register(
    { params, body }: In<typeof registerClass>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() language: AppLanguage,
  ): View {
    return this.classes.register({ account, language }, params.edition, body);
  }

  @Handle(readClass)
  read(
    { params }: In<typeof readClass>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() language: AppLanguage,
  ): View {
    return this.pages.read({ account, language }, params.class);
  }

  @Handle(changeClass)
  change(
    { params, body }: In<typeof changeClass>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() language: AppLanguage,
  ): View {
    return this.classes.change({ account, language }, params.class, body);
  }

  @Handle(cancelClass)
  cancel(
    { params }: In<typeof cancelClass>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() language: AppLanguage,
  ): View {
    return this.classes.cancel({ account, language }, params.class);
  }

  @Handle(chooseWindow)
  chooseWindow(
    { params, body }: In<typeof chooseWindow>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() language: AppLanguage,
  ): View {
    return this.classes.chooseWindow({ account, language }, params.class, body.slot);
  }

  @Handle(wishStations)
  wish(
    { params, body }: In<typeof wishStations>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() language: AppLanguage,
  ): View {
    return this.classes.wish({ account, language }, params.class, body);
  }

  @Handle(proposeGroups)
  propose(
    { params }: In<typeof proposeGroups>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() language: AppLanguage,
  ): View {
    return this.proposals.propose({ account, language }, params.class);
  }

  @Handle(swapVisit)
  swap(
    { params, body }: In<typeof swapVisit>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() language: AppLanguage,
  ): View {
    return this.proposals.swap({ account, language }, params.class, body);
  }

  @Handle(acceptProposal)
  accept(
    { params }: In<typeof acceptProposal>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() language: AppLanguage,
  ): View {
    return this.proposals.accept({ account, language }, params.class);
  }

  @Handle(declineProposal)
  decline(
    { params }: In<typeof declineProposal>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() language: AppLanguage,
  ): View {
    return this.proposals.decline({ account, language }, params.class);
  }

  @Handle(handOver)
  handOver(
    { params, body }: In<typeof handOver>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() language: AppLanguage,
  ): View {
    return this.handOvers.make({ account, language }, params.class, body);
  }

  @Handle(revokeHandOvers)
  revoke(
    { params }: In<typeof revokeHandOvers>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() language: AppLanguage,
  ): View {
    return this.handOvers.revoke({ account, language }, params.class);
  }
}
