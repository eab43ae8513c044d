import { Controller } from '@nestjs/common';
import { listPartyMeetings, sendQuestion, withdrawQuestion } from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import type { Link } from '../platform/links.ts';
import { MyParty } from '../platform/session/caller.ts';
import { PartyMeetings } from './party-meetings.service.ts';
import { Questions } from './questions.service.ts';

@Controller()
export class PartyMeetingsController {
  constructor(
    private readonly meetings: PartyMeetings,
    private readonly questions: Questions,
  ) {}

  @Handle(listPartyMeetings)
  list(_: In<typeof listPartyMeetings>, @MyParty() link: Link) {
    return this.meetings.list(link);
  }

  @Handle(sendQuestion)
  send({ params, body }: In<typeof sendQuestion>, @MyParty() link: Link) {
    return this.questions.send(link, params.booking, body.text);
  }

  @Handle(withdrawQuestion)
  withdraw({ params }: In<typeof withdrawQuestion>, @MyParty() link: Link) {
    return this.questions.withdraw(link, params.question);
  }
}
