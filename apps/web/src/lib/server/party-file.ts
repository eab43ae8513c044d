import type { Call, partyCalendar, partyTicket } from '@vagval/contract';
import { stop } from './form.ts';
import { asParty } from './party.ts';

/** A file of the party, passed on with its type and name. */
export async function partyFile(
  api: Call,
  endpoint: typeof partyCalendar | typeof partyTicket,
  token: string,
): Promise<Response> {
  const found = await api(endpoint, {}, asParty(token));
  if (!found.ok) stop(found);
  const { headers, body } = found.response;
  const named = headers.get('content-disposition');
  const type = headers.get('content-type') ?? 'application/octet-stream';
  return new Response(body, {
    headers: { 'content-type': type, ...(named && { 'content-disposition': named }) },
  });
}
