import { refusals } from '@vagval/contract';
import type { Code, Extra, Refusals } from '@vagval/contract';

type ExtraOf<C extends Code> = Refusals[C] extends { extra: object } ? [extra: Extra<C>] : [];

/** A no that the contract knows. Returned by a handler or thrown; inside a transaction always thrown, so that it rolls back. */
export class Refusal<C extends Code = Code> extends Error {
  declare private readonly only: C;

  constructor(
    readonly code: C,
    readonly extra?: object,
  ) {
    super(code);
  }

  get status(): number {
    return refusals[this.code].status;
  }

  /** RFC 9457. */
  get problem(): { type: string; title: string; status: number; code: Code } {
    const { status, title } = refusals[this.code];
    return { type: `/problems/${this.code}`, title, status, code: this.code, ...this.extra };
  }
}

/** Makes a refusal; a code with extra members in the catalogue asks for them. */
export function refuse<C extends Code>(code: C, ...[extra]: ExtraOf<C>): Refusal<C> {
  // Thousands of visitors may be refused in a minute: an expected no needs no stack.
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  const refusal = new Refusal(code, extra as object | undefined);
  Error.stackTraceLimit = limit;
  return refusal;
}
