import { Controller } from '@nestjs/common';
import { readSurveyResults } from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { WantedLanguage } from '../platform/language.ts';
import type { AppLanguage } from '../platform/language.ts';
import { MyAccount } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { ResultsService } from './results.service.ts';

@Controller()
export class ResultsController {
  constructor(private readonly results: ResultsService) {}

  @Handle(readSurveyResults)
  read(
    { params, query }: In<typeof readSurveyResults>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() locale: AppLanguage,
  ) {
    return this.results.read(params.edition, account, { audience: params.audience, for: query.for, locale });
  }
}
