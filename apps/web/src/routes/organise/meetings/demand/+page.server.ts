import { readDemand } from '@vagval/contract';
import { stop } from '#lib/server/form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const edition = await locals.edition();
  if (!edition.ok) stop(edition);
  const found = await locals.api(readDemand, { params: { edition: edition.data.slug } });
  if (!found.ok) stop(found);
  return found.data;
};
