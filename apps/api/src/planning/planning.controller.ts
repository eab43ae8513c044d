import { Controller } from '@nestjs/common';
import {
  addSlots,
  assignCrew,
  changeActivity,
  changeSlot,
  copyActivity,
  listPlanned,
  makeActivity,
  planningChoices,
  readPlannedActivity,
  readPlannedSlot,
  withdrawActivity,
  withdrawSlot,
} from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { MyAccount } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { Activities } from './activities.service.ts';
import { plannerOf } from './desk.service.ts';
import { Plans } from './plans.service.ts';
import { SlotChanges } from './slot-changes.service.ts';
import { Slots } from './slots.service.ts';

@Controller()
export class PlanningController {
  constructor(
    private readonly plans: Plans,
    private readonly activities: Activities,
    private readonly slots: Slots,
    private readonly changes: SlotChanges,
  ) {}

  @Handle(listPlanned)
  list({ params, query }: In<typeof listPlanned>, @MyAccount() me: CallerAccount) {
    return this.plans.list(me.id, params.edition, query);
  }

  @Handle(planningChoices)
  choices({ params }: In<typeof planningChoices>, @MyAccount() me: CallerAccount) {
    return this.plans.choices(me.id, params.edition);
  }

  @Handle(readPlannedActivity)
  activity({ params }: In<typeof readPlannedActivity>, @MyAccount() me: CallerAccount) {
    return this.plans.activity(me.id, params.activity);
  }

  @Handle(readPlannedSlot)
  slot({ params }: In<typeof readPlannedSlot>, @MyAccount() me: CallerAccount) {
    return this.plans.slot(me.id, params.slot);
  }

  @Handle(makeActivity)
  make({ params, body }: In<typeof makeActivity>, @MyAccount() me: CallerAccount) {
    return this.activities.make(plannerOf(me, body), params.edition, body);
  }

  @Handle(changeActivity)
  change({ params, body }: In<typeof changeActivity>, @MyAccount() me: CallerAccount) {
    return this.activities.change(plannerOf(me, body), params.activity, body);
  }

  @Handle(copyActivity)
  copy({ params, body }: In<typeof copyActivity>, @MyAccount() me: CallerAccount) {
    return this.activities.copy(plannerOf(me, body), params.activity, body);
  }

  @Handle(withdrawActivity)
  withdraw({ params, body }: In<typeof withdrawActivity>, @MyAccount() me: CallerAccount) {
    return this.activities.withdraw(plannerOf(me, body), params.activity);
  }

  @Handle(addSlots)
  add({ params, body }: In<typeof addSlots>, @MyAccount() me: CallerAccount) {
    return this.slots.add(plannerOf(me, body), params.activity, body);
  }

  @Handle(changeSlot)
  changeSlot({ params, body }: In<typeof changeSlot>, @MyAccount() me: CallerAccount) {
    return this.changes.change(plannerOf(me, body), params.slot, body);
  }

  @Handle(withdrawSlot)
  withdrawSlot({ params, body }: In<typeof withdrawSlot>, @MyAccount() me: CallerAccount) {
    return this.changes.withdraw(plannerOf(me, body), params.slot);
  }

  @Handle(assignCrew)
  assign({ params, body }: In<typeof assignCrew>, @MyAccount() me: CallerAccount) {
    return this.changes.assign(plannerOf(me, body), params.slot, body.crew);
  }
}
