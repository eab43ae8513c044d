import { Controller } from '@nestjs/common';
import { addCrew, changeCrew, listCrew, removeCrew } from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { MyAccount } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { Crew } from './crew.service.ts';

@Controller()
export class CrewController {
  constructor(private readonly crew: Crew) {}

  @Handle(listCrew)
  list({ params }: In<typeof listCrew>, @MyAccount() me: CallerAccount) {
    return this.crew.list(me.id, params.edition);
  }

  @Handle(addCrew)
  add({ params, body }: In<typeof addCrew>, @MyAccount() me: CallerAccount) {
    return this.crew.add(me.id, params.edition, body);
  }

  @Handle(changeCrew)
  change({ params, body }: In<typeof changeCrew>, @MyAccount() me: CallerAccount) {
    return this.crew.change(me.id, params.crew, body);
  }

  @Handle(removeCrew)
  remove({ params }: In<typeof removeCrew>, @MyAccount() me: CallerAccount) {
    return this.crew.remove(me.id, params.crew);
  }
}
