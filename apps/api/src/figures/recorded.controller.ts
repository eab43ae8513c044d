import { Controller } from '@nestjs/common';
import { importRecorded, listRecorded } from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { MyAccount } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { RecordedService } from './recorded.service.ts';

@Controller()
export class RecordedController {
  constructor(private readonly recorded: RecordedService) {}

  @Handle(listRecorded)
  list({ params }: In<typeof listRecorded>, @MyAccount() account: CallerAccount) {
    return this.recorded.list(account, params.edition);
  }

  @Handle(importRecorded)
  import({ params, body }: In<typeof importRecorded>, @MyAccount() account: CallerAccount) {
    return this.recorded.import(account, params.edition, body);
  }
}
