import { Controller } from '@nestjs/common';
import { readSlotLine } from '@vagval/contract';
import type { In, Reply } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { MyAccount } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { LineLog } from './line-log.service.ts';

@Controller()
export class LineController {
  constructor(private readonly log: LineLog) {}

  @Handle(readSlotLine)
  read(input: In<typeof readSlotLine>, @MyAccount() me: CallerAccount): Promise<Reply<typeof readSlotLine>> {
    return this.log.read(me, input);
  }
}
