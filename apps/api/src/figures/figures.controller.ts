import { Controller } from '@nestjs/common';
import { listFigures, readEvaluation, readFigure } from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { WantedLanguage } from '../platform/language.ts';
import type { AppLanguage } from '../platform/language.ts';
import { Me, MyAccount } from '../platform/session/caller.ts';
import type { Caller, CallerAccount } from '../platform/session/caller.ts';
import { EvaluationService } from './evaluation.service.ts';
import { FiguresService } from './figures.service.ts';

@Controller()
export class FiguresController {
  constructor(
    private readonly figures: FiguresService,
    private readonly evaluations: EvaluationService,
  ) {}

  @Handle(listFigures)
  list({ params }: In<typeof listFigures>, @Me() caller: Caller, @WantedLanguage() locale: AppLanguage) {
    return this.figures.list(params.edition, { caller, locale });
  }

  @Handle(readFigure)
  read(
    { params, query }: In<typeof readFigure>,
    @Me() caller: Caller,
    @WantedLanguage() locale: AppLanguage,
  ) {
    return this.figures.read(params.edition, params.key, query, { caller, locale });
  }

  @Handle(readEvaluation)
  evaluate(
    { params }: In<typeof readEvaluation>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() locale: AppLanguage,
  ) {
    return this.evaluations.read(params.edition, account, locale);
  }
}
