import { Controller } from '@nestjs/common';
import {
  changePlaced,
  listSurveys,
  makeSurvey,
  placeQuestion,
  readSurvey,
  removePlaced,
  removeSurvey,
  setSurveyState,
  writeSurvey,
} from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { MyAccount } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { Building } from './building.service.ts';

@Controller()
export class BuildingController {
  constructor(private readonly building: Building) {}

  @Handle(listSurveys)
  list({ params }: In<typeof listSurveys>, @MyAccount() me: CallerAccount) {
    return this.building.list(me, params.edition);
  }

  @Handle(makeSurvey)
  make({ params, body }: In<typeof makeSurvey>, @MyAccount() me: CallerAccount) {
    return this.building.make(me, params.edition, body);
  }

  @Handle(readSurvey)
  read({ params }: In<typeof readSurvey>, @MyAccount() me: CallerAccount) {
    return this.building.read(me, params);
  }

  @Handle(writeSurvey)
  write({ params, body }: In<typeof writeSurvey>, @MyAccount() me: CallerAccount) {
    return this.building.write(me, params, body);
  }

  @Handle(removeSurvey)
  remove({ params }: In<typeof removeSurvey>, @MyAccount() me: CallerAccount) {
    return this.building.remove(me, params);
  }

  @Handle(placeQuestion)
  place({ params, body }: In<typeof placeQuestion>, @MyAccount() me: CallerAccount) {
    return this.building.place(me, params, body);
  }

  @Handle(changePlaced)
  change({ params, body }: In<typeof changePlaced>, @MyAccount() me: CallerAccount) {
    return this.building.change(me, params, body);
  }

  @Handle(removePlaced)
  take({ params }: In<typeof removePlaced>, @MyAccount() me: CallerAccount) {
    return this.building.take(me, params);
  }

  @Handle(setSurveyState)
  move({ params, body }: In<typeof setSurveyState>, @MyAccount() me: CallerAccount) {
    return this.building.move(me, params, body.state);
  }
}
