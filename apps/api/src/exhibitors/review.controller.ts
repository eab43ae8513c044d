import { Controller } from '@nestjs/common';
import { decideApplication, listApplications, placeBooth, reviewApplication } from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { MyAccount } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { ReviewService } from './review.service.ts';

@Controller()
export class ReviewController {
  constructor(private readonly review: ReviewService) {}

  @Handle(listApplications)
  list({ params, query }: In<typeof listApplications>, @MyAccount() me: CallerAccount) {
    return this.review.list(me.id, params.edition, query);
  }

  @Handle(reviewApplication)
  read({ params }: In<typeof reviewApplication>, @MyAccount() me: CallerAccount) {
    return this.review.read(me.id, params.application);
  }

  @Handle(decideApplication)
  decide({ params, body }: In<typeof decideApplication>, @MyAccount() me: CallerAccount) {
    return this.review.decide(me.id, params.application, body);
  }

  @Handle(placeBooth)
  place({ params, body }: In<typeof placeBooth>, @MyAccount() me: CallerAccount) {
    return this.review.place(me.id, params.application, body);
  }
}
