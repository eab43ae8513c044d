import { Controller } from '@nestjs/common';
import {
  addTheme,
  codeAnswer,
  hideAnswer,
  listTextQuestions,
  listWrittenAnswers,
  maskAnswer,
  removeTheme,
} from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { MyAccount } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { Asking } from './asking.service.ts';
import { Themes } from './themes.service.ts';

@Controller()
export class ThemesController {
  constructor(
    private readonly asking: Asking,
    private readonly themes: Themes,
  ) {}

  @Handle(listTextQuestions)
  async questions({ params }: In<typeof listTextQuestions>, @MyAccount() me: CallerAccount) {
    return this.themes.questions(await this.asking.own(me, params));
  }

  @Handle(listWrittenAnswers)
  async list({ params, query }: In<typeof listWrittenAnswers>, @MyAccount() me: CallerAccount) {
    return this.themes.list(await this.asking.own(me, params), params.question, query);
  }

  @Handle(addTheme)
  async addTheme({ params, body }: In<typeof addTheme>, @MyAccount() me: CallerAccount) {
    return this.themes.addTheme(await this.asking.own(me, params), params.question, body.name);
  }

  @Handle(removeTheme)
  async removeTheme({ params }: In<typeof removeTheme>, @MyAccount() me: CallerAccount) {
    return this.themes.removeTheme(await this.asking.own(me, params), params.question, params.theme);
  }

  @Handle(codeAnswer)
  async code({ params, body }: In<typeof codeAnswer>, @MyAccount() me: CallerAccount) {
    const survey = await this.asking.own(me, params);
    return this.themes.code({ ...params, survey }, body.themes);
  }

  @Handle(maskAnswer)
  async mask({ params, body }: In<typeof maskAnswer>, @MyAccount() me: CallerAccount) {
    const survey = await this.asking.own(me, params);
    return this.themes.mask({ ...params, survey }, body.passage, me.id);
  }

  @Handle(hideAnswer)
  async hide({ params, body }: In<typeof hideAnswer>, @MyAccount() me: CallerAccount) {
    const survey = await this.asking.own(me, params);
    return this.themes.hide({ ...params, survey }, body.reason, me.id);
  }
}
