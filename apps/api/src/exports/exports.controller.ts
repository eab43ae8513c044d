import { Controller } from '@nestjs/common';
import { endExport, fetchExport, listExports, readExport, startExport } from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { WantedLanguage } from '../platform/language.ts';
import type { AppLanguage } from '../platform/language.ts';
import { MyAccount } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { Exports } from './exports.service.ts';

@Controller()
export class ExportsController {
  constructor(private readonly exports: Exports) {}

  @Handle(startExport)
  start(
    { params, body }: In<typeof startExport>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() wanted: AppLanguage,
  ) {
    const { kind, format, params: of = {}, locale = wanted } = body;
    return this.exports.start(account, params.edition, { kind, format, params: of, locale });
  }

  @Handle(listExports)
  list(_: In<typeof listExports>, @MyAccount() account: CallerAccount) {
    return this.exports.list(account);
  }

  @Handle(readExport)
  read({ params }: In<typeof readExport>, @MyAccount() account: CallerAccount) {
    return this.exports.read(account, params.export);
  }

  @Handle(fetchExport)
  fetch({ params }: In<typeof fetchExport>, @MyAccount() account: CallerAccount) {
    return this.exports.file(account, params.export);
  }

  @Handle(endExport)
  end({ params }: In<typeof endExport>, @MyAccount() account: CallerAccount) {
    return this.exports.end(account, params.export);
  }
}
