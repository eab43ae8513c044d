import { readTicket, ticketKey } from '@vagval/ticket';
import { expect, it } from 'vitest';
import { testEnvironment } from '../../test/database.ts';
import { readConfig } from './config.ts';
import { newId } from './ids.ts';
import { Keys } from './keys.ts';
import { Tickets } from './tickets.ts';

const ticketsOf = () => new Tickets(new Keys(readConfig(testEnvironment('postgres://127.0.0.1/none'))));

it('signs what a door reads with the public key alone, with the same key after every start', async () => {
  const payload = {
    party: newId(),
    edition: newId(),
    size: 5,
    kind: 'family',
    days: 0,
    revision: 1,
  } as const;
  const read = await readTicket(ticketsOf().sign(payload), await ticketKey(ticketsOf().publicKey));
  expect(read).toEqual(payload);
});
