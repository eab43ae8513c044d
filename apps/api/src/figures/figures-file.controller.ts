import { Controller } from '@nestjs/common';
import { evaluationBook, evaluationFile, evaluationPrint } from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { WantedLanguage } from '../platform/language.ts';
import type { AppLanguage } from '../platform/language.ts';
import { MyAccount } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { FiguresFile } from './figures-file.service.ts';

@Controller()
export class FiguresFileController {
  constructor(private readonly files: FiguresFile) {}

  @Handle(evaluationBook)
  book(
    { params }: In<typeof evaluationBook>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() locale: AppLanguage,
  ) {
    return this.files.book(account, params.edition, locale);
  }

  @Handle(evaluationFile)
  data(
    { params }: In<typeof evaluationFile>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() locale: AppLanguage,
  ) {
    return this.files.data(account, params.edition, locale);
  }

  @Handle(evaluationPrint)
  print(
    { params }: In<typeof evaluationPrint>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() locale: AppLanguage,
  ) {
    return this.files.print(account, params.edition, locale);
  }
}
