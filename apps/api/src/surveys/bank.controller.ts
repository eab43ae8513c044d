import { Controller } from '@nestjs/common';
import {
  addBankQuestion,
  addBankVersion,
  listBank,
  readBankQuestion,
  retireBankQuestion,
} from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { MyAccount } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { Bank } from './bank.service.ts';

@Controller()
export class BankController {
  constructor(private readonly bank: Bank) {}

  @Handle(listBank)
  list(it: In<typeof listBank>, @MyAccount() me: CallerAccount) {
    return this.bank.list(me, it);
  }

  @Handle(readBankQuestion)
  read({ params }: In<typeof readBankQuestion>, @MyAccount() me: CallerAccount) {
    return this.bank.read(me, params);
  }

  @Handle(addBankQuestion)
  add(it: In<typeof addBankQuestion>, @MyAccount() me: CallerAccount) {
    return this.bank.add(me, it);
  }

  @Handle(addBankVersion)
  version(it: In<typeof addBankVersion>, @MyAccount() me: CallerAccount) {
    return this.bank.version(me, it);
  }

  @Handle(retireBankQuestion)
  retire(it: In<typeof retireBankQuestion>, @MyAccount() me: CallerAccount) {
    return this.bank.retire(me, it);
  }
}
