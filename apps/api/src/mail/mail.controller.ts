import { Controller } from '@nestjs/common';
import { listMessages, retryMessage } from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { MyAccount } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { Messages } from './messages.service.ts';

@Controller()
export class MailController {
  constructor(private readonly messages: Messages) {}

  @Handle(listMessages)
  list(input: In<typeof listMessages>, @MyAccount() me: CallerAccount) {
    return this.messages.list(me, input);
  }

  @Handle(retryMessage)
  retry({ params }: In<typeof retryMessage>, @MyAccount() me: CallerAccount) {
    return this.messages.retry(me, params.message);
  }
}
