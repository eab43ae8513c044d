import { Controller } from '@nestjs/common';
import {
  closeSurveyLink,
  listClassSurveys,
  listSurveyLinks,
  makeClassLinks,
  makeSurveyLink,
  readSurveyLink,
  renewSurveyLink,
} from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { MyAccount } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { Asking } from './asking.service.ts';
import { SurveyWays } from './links.service.ts';

@Controller()
export class LinksController {
  constructor(
    private readonly asking: Asking,
    private readonly ways: SurveyWays,
  ) {}

  @Handle(listSurveyLinks)
  async list({ params, query }: In<typeof listSurveyLinks>, @MyAccount() me: CallerAccount) {
    return this.ways.list(await this.asking.own(me, params), query);
  }

  @Handle(makeClassLinks)
  async makeForClasses({ params }: In<typeof makeClassLinks>, @MyAccount() me: CallerAccount) {
    return this.ways.makeForClasses(await this.asking.own(me, params));
  }

  @Handle(makeSurveyLink)
  async make({ params, body }: In<typeof makeSurveyLink>, @MyAccount() me: CallerAccount) {
    return this.ways.make(await this.asking.own(me, params), body);
  }

  @Handle(readSurveyLink)
  async read({ params }: In<typeof readSurveyLink>, @MyAccount() me: CallerAccount) {
    return this.ways.read(await this.asking.own(me, params), params.link);
  }

  @Handle(closeSurveyLink)
  async close({ params }: In<typeof closeSurveyLink>, @MyAccount() me: CallerAccount) {
    return this.ways.close(await this.asking.own(me, params), params.link);
  }

  @Handle(renewSurveyLink)
  async renew({ params }: In<typeof renewSurveyLink>, @MyAccount() me: CallerAccount) {
    return this.ways.renew(await this.asking.own(me, params), params.link);
  }

  @Handle(listClassSurveys)
  ofClass({ params }: In<typeof listClassSurveys>, @MyAccount() me: CallerAccount) {
    return this.ways.ofClass(me, params.class);
  }
}
