import { Controller } from '@nestjs/common';
import {
  checkTicket,
  enrolDevice,
  listDoors,
  readOccupancy,
  readRoster,
  recordPassages,
  watchOccupancy,
} from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { Me, MyAccount } from '../platform/session/caller.ts';
import type { Caller, CallerAccount } from '../platform/session/caller.ts';
import { DoorService } from './door.service.ts';
import { OccupancyService } from './occupancy.service.ts';

@Controller()
export class DoorController {
  constructor(
    private readonly door: DoorService,
    private readonly occupancy: OccupancyService,
  ) {}

  @Handle(listDoors)
  list({ params }: In<typeof listDoors>, @MyAccount() account: CallerAccount) {
    return this.door.list(params.edition, account);
  }

  @Handle(enrolDevice)
  enrol({ body }: In<typeof enrolDevice>, @MyAccount() account: CallerAccount) {
    return this.door.enrol(body.door, account);
  }

  @Handle(checkTicket)
  check({ body }: In<typeof checkTicket>, @Me() caller: Caller) {
    return this.door.check(body.ticket, body.door, caller);
  }

  @Handle(recordPassages)
  record({ body }: In<typeof recordPassages>, @Me() caller: Caller) {
    return this.door.record(body.items, caller);
  }

  @Handle(readRoster)
  roster({ query }: In<typeof readRoster>, @Me() caller: Caller) {
    return this.door.roster(query.since, caller);
  }

  @Handle(readOccupancy)
  read({ params, query }: In<typeof readOccupancy>, @Me() caller: Caller) {
    return this.occupancy.read(params.edition, query.day, caller);
  }

  @Handle(watchOccupancy)
  watch({ params, signal }: In<typeof watchOccupancy>, @Me() caller: Caller) {
    return this.occupancy.watch(params.edition, caller, signal);
  }
}
