import { setImmediate as everythingRead } from 'node:timers/promises';

interface Waiting<Asked, Answer> {
  readonly asked: Asked;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

const mostTogether = 64;

/**
 * What is asked for while the one before is under way is done together afterwards: in a rush one round trip and one
 * write to disk serve many, and nobody waits when there is none. `all` does everything or nothing and answers in the
 * order asked; when it fails each is tried by itself, so that one cannot spoil it for the others.
 */
export class Together<Asked, Answer> {
  private waiting: Waiting<Asked, Answer>[] = [];
  private isUnderWay = false;

  constructor(private readonly all: (asked: readonly Asked[]) => Promise<readonly Answer[]>) {}

  do(asked: Asked): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.waiting.push({ asked, resolve, reject });
    if (!this.isUnderWay) void this.goOn();
    return promise;
  }

  private async goOn(): Promise<void> {
    this.isUnderWay = true;
    await everythingRead();
    while (this.waiting.length > 0) await this.finish(this.waiting.splice(0, mostTogether));
    this.isUnderWay = false;
  }

  private async finish(group: readonly Waiting<Asked, Answer>[]): Promise<void> {
    try {
      const answers = await this.all(group.map(({ asked }) => asked));
      for (const [index, { resolve }] of group.entries()) resolve(answers[index] as Answer);
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error);
      else for (const one of group) await this.finish([one]);
    }
  }
}
