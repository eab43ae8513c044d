import { Controller } from '@nestjs/common';
import { classOverview, readSplit, startSplit, stopSplit } from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { MyAccount } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { Splits } from './splits.service.ts';

@Controller()
export class SplitsController {
  constructor(private readonly splits: Splits) {}

  @Handle(classOverview)
  overview({ params, query }: In<typeof classOverview>, @MyAccount() me: CallerAccount) {
    return this.splits.overview(me, params.edition, query);
  }

  @Handle(startSplit)
  start({ params, body }: In<typeof startSplit>, @MyAccount() me: CallerAccount) {
    return this.splits.start(me, params.edition, body.until);
  }

  @Handle(readSplit)
  read({ params }: In<typeof readSplit>, @MyAccount() me: CallerAccount) {
    return this.splits.read(me, params.edition, params.split);
  }

  @Handle(stopSplit)
  stop({ params }: In<typeof stopSplit>, @MyAccount() me: CallerAccount) {
    return this.splits.stop(me, params.edition, params.split);
  }
}
