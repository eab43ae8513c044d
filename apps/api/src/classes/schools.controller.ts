import { Controller } from '@nestjs/common';
import { becomeTeacher, importSchools, listSchools } from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { ClientAddress } from '../platform/limits.ts';
import { MyAccount } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { Schools } from './schools.service.ts';

@Controller()
export class SchoolsController {
  constructor(private readonly schools: Schools) {}

  @Handle(listSchools)
  list({ query }: In<typeof listSchools>) {
    return this.schools.find(query);
  }

  @Handle(importSchools)
  import({ params, body }: In<typeof importSchools>, @MyAccount() me: CallerAccount) {
    return this.schools.import(me, params.edition, body);
  }

  @Handle(becomeTeacher)
  become({ body }: In<typeof becomeTeacher>, @ClientAddress() from: string) {
    return this.schools.welcome(body, from);
  }
}
