import { partyTicket } from '@vagval/contract';
import { partyFile } from '#lib/server/party-file.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params }) => partyFile(locals.api, partyTicket, params.token);
