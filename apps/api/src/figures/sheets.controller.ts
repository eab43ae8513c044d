import { Controller } from '@nestjs/common';
import { listSheets, readSheet } from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { WantedLanguage } from '../platform/language.ts';
import type { AppLanguage } from '../platform/language.ts';
import { MyAccount } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { SheetsService } from './sheets.service.ts';

@Controller()
export class SheetsController {
  constructor(private readonly sheets: SheetsService) {}

  @Handle(listSheets)
  list(
    { params }: In<typeof listSheets>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() locale: AppLanguage,
  ) {
    return this.sheets.list(params.edition, account, locale);
  }

  @Handle(readSheet)
  read(
    { params }: In<typeof readSheet>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() locale: AppLanguage,
  ) {
    return this.sheets.read(params, account, locale);
  }
}
