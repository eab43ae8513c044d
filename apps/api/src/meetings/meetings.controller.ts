import { Controller } from '@nestjs/common';
import {
  addMaterial,
  decideQuestion,
  listMeetings,
  listNeeds,
  listQuestions,
  orderNeed,
  readDemand,
  readMeeting,
  removeMaterial,
} from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { MyAccount } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { Demand } from './demand.service.ts';
import { Material } from './material.service.ts';
import { Meetings } from './meetings.service.ts';
import { Needs } from './needs.service.ts';
import { Questions } from './questions.service.ts';

@Controller()
export class MeetingsController {
  constructor(
    private readonly meetings: Meetings,
    private readonly questions: Questions,
    private readonly needs: Needs,
    private readonly demand: Demand,
    private readonly material: Material,
  ) {}

  @Handle(listMeetings)
  list({ params, query }: In<typeof listMeetings>, @MyAccount() me: CallerAccount) {
    return this.meetings.list(me.id, params.edition, query);
  }

  @Handle(readMeeting)
  read({ params }: In<typeof readMeeting>, @MyAccount() me: CallerAccount) {
    return this.meetings.read(me.id, params.slot);
  }

  @Handle(listQuestions)
  asked({ params, query }: In<typeof listQuestions>, @MyAccount() me: CallerAccount) {
    return this.questions.list(me.id, params.edition, query);
  }

  @Handle(decideQuestion)
  decide({ params, body }: In<typeof decideQuestion>, @MyAccount() me: CallerAccount) {
    return this.questions.decide(me.id, params.question, body.state);
  }

  @Handle(listNeeds)
  needed({ params, query }: In<typeof listNeeds>, @MyAccount() me: CallerAccount) {
    return this.needs.list(me.id, params.edition, query);
  }

  @Handle(orderNeed)
  order({ params, body }: In<typeof orderNeed>, @MyAccount() me: CallerAccount) {
    return this.needs.order(me.id, params, body);
  }

  @Handle(readDemand)
  demanded({ params }: In<typeof readDemand>, @MyAccount() me: CallerAccount) {
    return this.demand.read(me.id, params.edition);
  }

  @Handle(addMaterial)
  add({ params, body }: In<typeof addMaterial>, @MyAccount() me: CallerAccount) {
    return this.material.add(me.id, params.slot, body);
  }

  @Handle(removeMaterial)
  remove({ params }: In<typeof removeMaterial>, @MyAccount() me: CallerAccount) {
    return this.material.remove(me.id, params.material);
  }
}
