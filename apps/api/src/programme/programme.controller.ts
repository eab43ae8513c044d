import { Controller } from '@nestjs/common';
import { listProgrammes, listSlots, readActivity, slotFeed } from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { WantedLanguage } from '../platform/language.ts';
import type { AppLanguage } from '../platform/language.ts';
import { ProgrammeService } from './programme.service.ts';

@Controller()
export class ProgrammeController {
  constructor(private readonly programme: ProgrammeService) {}

  @Handle(listSlots)
  list({ params, query }: In<typeof listSlots>, @WantedLanguage() language: AppLanguage) {
    return this.programme.timetable(params.edition, query, language);
  }

  @Handle(readActivity)
  activity({ params, query }: In<typeof readActivity>, @WantedLanguage() language: AppLanguage) {
    return this.programme.activity(params, query, language);
  }

  @Handle(slotFeed)
  feed({ params, query }: In<typeof slotFeed>) {
    return this.programme.feed(params.edition, query);
  }

  @Handle(listProgrammes)
  programmes() {
    return this.programme.programmes();
  }
}
