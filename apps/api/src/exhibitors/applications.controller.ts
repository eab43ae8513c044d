import { Controller } from '@nestjs/common';
import {
  acceptGuidelines,
  listOwnApplications,
  readApplication,
  saveBasics,
  saveBooth,
  saveProgrammes,
  startApplication,
  submitApplication,
} from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { MyAccount } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { ApplicationsService } from './applications.service.ts';

@Controller()
export class ApplicationsController {
  constructor(private readonly applications: ApplicationsService) {}

  @Handle(listOwnApplications)
  list(_: In<typeof listOwnApplications>, @MyAccount() me: CallerAccount) {
    return this.applications.list(me.id);
  }

  @Handle(startApplication)
  start({ params, body }: In<typeof startApplication>, @MyAccount() me: CallerAccount) {
    return this.applications.start(me.id, params.edition, body.organisation);
  }

  @Handle(readApplication)
  read({ params }: In<typeof readApplication>, @MyAccount() me: CallerAccount) {
    return this.applications.read(me.id, params.application);
  }

  @Handle(acceptGuidelines)
  acceptGuidelines({ params, body }: In<typeof acceptGuidelines>, @MyAccount() me: CallerAccount) {
    return this.applications.acceptGuidelines(me.id, params.application, body);
  }

  @Handle(saveBasics)
  saveBasics({ params, body }: In<typeof saveBasics>, @MyAccount() me: CallerAccount) {
    return this.applications.saveBasics(me.id, params.application, body);
  }

  @Handle(saveBooth)
  saveBooth({ params, body }: In<typeof saveBooth>, @MyAccount() me: CallerAccount) {
    return this.applications.saveBooth(me.id, params.application, body);
  }

  @Handle(saveProgrammes)
  saveProgrammes({ params, body }: In<typeof saveProgrammes>, @MyAccount() me: CallerAccount) {
    return this.applications.saveProgrammes(me.id, params.application, body);
  }

  @Handle(submitApplication)
  submit({ params }: In<typeof submitApplication>, @MyAccount() me: CallerAccount) {
    return this.applications.submit(me.id, params.application);
  }
}
