import { Controller } from '@nestjs/common';
import {
  countDropIns,
  listStations,
  pauseStation,
  readStation,
  recordCame,
  releaseNoShows,
  resumeStation,
} from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { WantedLanguage } from '../platform/language.ts';
import type { AppLanguage } from '../platform/language.ts';
import { MyAccount } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { StandService } from './stand.service.ts';

@Controller()
export class StandController {
  constructor(private readonly stand: StandService) {}

  @Handle(listStations)
  stations({ params, query }: In<typeof listStations>, @MyAccount() account: CallerAccount) {
    return this.stand.stations(params.edition, query.day, account);
  }

  @Handle(readStation)
  station(
    { params, query }: In<typeof readStation>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() language: AppLanguage,
  ) {
    return this.stand.station(params.place, query.day, { account, language });
  }

  @Handle(recordCame)
  came(
    { params, body }: In<typeof recordCame>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() language: AppLanguage,
  ) {
    return this.stand.came(params.booking, body.came, { account, language });
  }

  @Handle(countDropIns)
  dropIns(
    { params, body }: In<typeof countDropIns>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() language: AppLanguage,
  ) {
    return this.stand.dropIns(params.slot, body.count, { account, language });
  }

  @Handle(releaseNoShows)
  release(
    { params }: In<typeof releaseNoShows>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() language: AppLanguage,
  ) {
    return this.stand.release(params.slot, { account, language });
  }

  @Handle(pauseStation)
  pause(
    { params }: In<typeof pauseStation>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() language: AppLanguage,
  ) {
    return this.stand.pause(params.place, { account, language });
  }

  @Handle(resumeStation)
  resume(
    { params }: In<typeof resumeStation>,
    @MyAccount() account: CallerAccount,
    @WantedLanguage() language: AppLanguage,
  ) {
    return this.stand.resume(params.place, { account, language });
  }
}
