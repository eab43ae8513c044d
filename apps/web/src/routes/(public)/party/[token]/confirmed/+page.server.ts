import { visitOf } from '#lib/server/party.ts';
import { qrPath } from '#lib/ui/qr.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const visit = await visitOf(event);
  return { ...visit, code: qrPath(visit.ticket) };
};
