import { Controller } from '@nestjs/common';
import { listFigures, readFigure } from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { WantedLanguage } from '../platform/language.ts';
import type { AppLanguage } from '../platform/language.ts';
import { Me } from '../platform/session/caller.ts';
import type { Caller } from '../platform/session/caller.ts';
import { FiguresService } from './figures.service.ts';

@Controller()
export class FiguresController {
  constructor(private readonly figures: FiguresService) {}

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
}
