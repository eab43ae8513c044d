interface Waiting<In, Out> {
  readonly item: In;
  readonly resolve: (out: Out) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Turns many askers at the same time into few questions: whoever asks while a question is under way goes into the
 * next. `ask` answers in the order of its items.
 */
export class Gathering<In, Out> {
  private waiting: Waiting<In, Out>[] = [];
  private asking = false;

  constructor(private readonly ask: (items: readonly In[]) => Promise<readonly Out[]>) {}

  add(item: In): Promise<Out> {
    const { promise, resolve, reject } = Promise.withResolvers<Out>();
    this.waiting.push({ item, resolve, reject });
    if (!this.asking) {
      this.asking = true;
      setImmediate(() => void this.askAll());
    }
    return promise;
  }

  private async askAll(): Promise<void> {
    while (this.waiting.length) await this.askOnce(this.waiting.splice(0));
    this.asking = false;
  }

  private async askOnce(askers: readonly Waiting<In, Out>[]): Promise<void> {
    try {
      const answers = await this.ask(askers.map(({ item }) => item));
      askers.forEach(({ resolve }, index) => {
        resolve(answers[index] as Out);
      });
    } catch (error) {
      for (const { reject } of askers) reject(error);
    }
  }
}
