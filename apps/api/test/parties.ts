import { bookParty } from '@vagval/contract';
import type { Booked, Call, Result, Sent } from '@vagval/contract';
import type * as z from 'zod';
import type { TestApp } from './app.ts';
import type { TestFair } from './fair.ts';

type Body = Sent<typeof bookParty>['body'];

/** A party under its own link. */
export interface TestParty {
  readonly booked: z.output<typeof Booked>;
  readonly call: Call;
  /** The id of its nth booking. */
  booking(nth?: number): string;
}

/** A family with an address, unless told otherwise. */
export const newParty = (it: Partial<Body> & Pick<Body, 'bookings'>): Body => ({
  kind: 'family',
  size: 1,
  contact: { email: 'besokare@example.se' },
  locale: 'sv',
  ...it,
});

export const book = (
  app: Pick<TestApp, 'call'>,
  fair: TestFair,
  it: Partial<Body> & Pick<Body, 'bookings'>,
): Promise<Result<typeof bookParty>> =>
  app.call(bookParty, { params: { edition: fair.slug }, body: newParty(it) });

/** Books; throws when refused. */
export async function partyOf(
  app: Pick<TestApp, 'call' | 'callWith'>,
  fair: TestFair,
  it: Partial<Body> & Pick<Body, 'bookings'>,
): Promise<TestParty> {
  const answer = await book(app, fair, it);
  if (!answer.ok) throw new Error(`Refused: ${JSON.stringify(answer)}`);
  const { token, bookings } = answer.data;
  const ids = bookings.map(({ id }) => id);
  return {
    booked: answer.data,
    call: app.callWith({ authorization: `Bearer ${token}` }),
    booking: (nth = 0) => ids[nth] ?? '',
  };
}
