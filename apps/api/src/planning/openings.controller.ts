import { Controller } from '@nestjs/common';
import { addOpening, changeOpening, endOpening, listOpenings } from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { MyAccount } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { plannerOf } from './desk.service.ts';
import { Openings } from './openings.service.ts';

@Controller()
export class OpeningsController {
  constructor(private readonly openings: Openings) {}

  @Handle(listOpenings)
  list({ params }: In<typeof listOpenings>, @MyAccount() me: CallerAccount) {
    return this.openings.list(me.id, params.edition);
  }

  @Handle(addOpening)
  add({ params, body }: In<typeof addOpening>, @MyAccount() me: CallerAccount) {
    return this.openings.add(plannerOf(me, body), params.edition, body);
  }

  @Handle(changeOpening)
  change({ params, body }: In<typeof changeOpening>, @MyAccount() me: CallerAccount) {
    return this.openings.change(plannerOf(me, body), params.opening, body);
  }

  @Handle(endOpening)
  end({ params, body }: In<typeof endOpening>, @MyAccount() me: CallerAccount) {
    return this.openings.end(plannerOf(me, body), params.opening);
  }
}
