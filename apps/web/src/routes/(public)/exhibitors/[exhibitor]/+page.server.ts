import { readExhibitor } from '@vagval/contract';
import { hallsNow } from '#lib/server/halls.ts';
import { stop } from '#lib/server/form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { slug, halls } = await hallsNow(locals);
  const found = await locals.api(readExhibitor, { params: { edition: slug, exhibitor: params.exhibitor } });
  if (!found.ok)
    stop(found.code === 'invalid' ? { ...found, code: 'not_found', problem: { status: 404 } } : found);
  return { exhibitor: found.data, halls };
};
