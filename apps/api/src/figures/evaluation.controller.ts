import { Controller } from '@nestjs/common';
import {
  approveEvaluation,
  listCopies,
  readCopy,
  readEvaluation,
  readWords,
  readWordsVersion,
  restoreWords,
  saveWords,
} from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { WantedLanguage } from '../platform/language.ts';
import type { AppLanguage } from '../platform/language.ts';
import { MyAccount } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { EvaluationCopiesService } from './evaluation-copies.service.ts';
import { EvaluationWordsService } from './evaluation-words.service.ts';
import { EvaluationService } from './evaluation.service.ts';

@Controller()
export class EvaluationController {
  constructor(
    private readonly evaluations: EvaluationService,
    private readonly words: EvaluationWordsService,
    private readonly copies: EvaluationCopiesService,
  ) {}

  @Handle(readEvaluation)
  read(
    { params }: In<typeof readEvaluation>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() locale: AppLanguage,
  ) {
    return this.evaluations.read(params.edition, account, locale);
  }

  @Handle(readWords)
  readWords({ params }: In<typeof readWords>, @MyAccount() account: CallerAccount) {
    return this.words.read(params, account);
  }

  @Handle(readWordsVersion)
  readVersion({ params }: In<typeof readWordsVersion>, @MyAccount() account: CallerAccount) {
    return this.words.version(params, account);
  }

  @Handle(saveWords)
  save(sent: In<typeof saveWords>, @MyAccount() account: CallerAccount) {
    return this.words.save(sent, account);
  }

  @Handle(restoreWords)
  restore(sent: In<typeof restoreWords>, @MyAccount() account: CallerAccount) {
    return this.words.restore(sent, account);
  }

  @Handle(approveEvaluation)
  approve(sent: In<typeof approveEvaluation>, @MyAccount() account: CallerAccount) {
    return this.copies.approve(sent, account);
  }

  @Handle(listCopies)
  list({ params }: In<typeof listCopies>, @MyAccount() account: CallerAccount) {
    return this.copies.list(params.edition, account);
  }

  @Handle(readCopy)
  readCopy(
    { params }: In<typeof readCopy>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() locale: AppLanguage,
  ) {
    return this.copies.read(params, account, locale);
  }
}
