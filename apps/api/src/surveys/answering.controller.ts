import { Controller } from '@nestjs/common';
import { answerSurvey, readSurveyToAnswer, saveSurveyDraft } from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { ClientAddress } from '../platform/limits.ts';
import { Answering } from './answering.service.ts';

@Controller()
export class AnsweringController {
  constructor(private readonly answering: Answering) {}

  @Handle(readSurveyToAnswer)
  read({ params }: In<typeof readSurveyToAnswer>) {
    return this.answering.read(params.token);
  }

  @Handle(saveSurveyDraft)
  save({ params, body }: In<typeof saveSurveyDraft>) {
    return this.answering.save(params.token, body);
  }

  @Handle(answerSurvey)
  answer({ params, body }: In<typeof answerSurvey>, @ClientAddress() address: string) {
    return this.answering.answer(params.token, address, body);
  }
}
