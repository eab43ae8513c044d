import { readSlotLine } from '@vagval/contract';
import { stop } from '#lib/server/form.ts';
import type { PageServerLoad } from './$types';

const isNumber = /^[1-9]\d{0,14}$/;

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const found = await locals.edition();
  if (!found.ok) stop(found);
  const reference = url.searchParams.get('reference')?.trim().slice(0, 20) ?? '';
  const before = url.searchParams.get('before') ?? '';
  const line = await locals.api(readSlotLine, {
    params: { edition: found.data.slug, slot: params.slot },
    query: { ...(reference && { reference }), ...(isNumber.test(before) && { before }) },
  });
  if (!line.ok) stop(line);
  return { line: line.data, reference };
};
