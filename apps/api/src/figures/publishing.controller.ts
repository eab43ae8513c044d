import { Controller } from '@nestjs/common';
import {
  listPublished,
  publishedFile,
  publishFigure,
  reviewPublished,
  withdrawPublished,
} from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { WantedLanguage } from '../platform/language.ts';
import type { AppLanguage } from '../platform/language.ts';
import { MyAccount } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { PublishingService } from './publishing.service.ts';

@Controller()
export class PublishingController {
  constructor(private readonly publishing: PublishingService) {}

  @Handle(listPublished)
  list({ params }: In<typeof listPublished>, @WantedLanguage() locale: AppLanguage) {
    return this.publishing.list(params.edition, locale);
  }

  @Handle(publishedFile)
  file({ params }: In<typeof publishedFile>, @WantedLanguage() locale: AppLanguage) {
    return this.publishing.file(params.edition, locale);
  }

  @Handle(publishFigure)
  publish(
    { params, body }: In<typeof publishFigure>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() locale: AppLanguage,
  ) {
    return this.publishing.publish(account, params.edition, body, locale);
  }

  @Handle(withdrawPublished)
  withdraw({ params, body }: In<typeof withdrawPublished>, @MyAccount() account: CallerAccount) {
    return this.publishing.withdraw(account, params.edition, params.figure, body.why);
  }

  @Handle(reviewPublished)
  review(
    { params }: In<typeof reviewPublished>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() locale: AppLanguage,
  ) {
    return this.publishing.review(account, params.edition, locale);
  }
}
