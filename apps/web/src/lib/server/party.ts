import { readParty } from '@vagval/contract';
import type { PartyWithBookings } from '@vagval/contract';
import type { RequestEvent } from '@sveltejs/kit';
import type * as z from 'zod';
import { stop } from './form.ts';

export type Visit = z.output<typeof PartyWithBookings>;

type Asking = Pick<RequestEvent, 'locals'> & { params: { token: string } };

/** The secret link's right, as the API wants it. */
export const asParty = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

/** The party behind a secret link. A link that is not right says the same as one that is no more. */
export async function visitOf({ locals, params }: Asking): Promise<Visit> {
  const found = await locals.api(readParty, {}, asParty(params.token));
  if (found.ok) return found.data;
  stop(found.code === 'unauthenticated' ? { ok: false, code: 'not_found', problem: { status: 404 } } : found);
}
