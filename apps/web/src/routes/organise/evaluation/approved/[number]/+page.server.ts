import { readCopy } from '@vagval/contract';
import { editionAsked } from '#lib/server/evaluation.ts';
import { stop } from '#lib/server/form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, params: { number } }) => {
  const { edition } = await editionAsked({ locals, url });
  const copy = await locals.api(readCopy, { params: { edition: edition.slug, number } });
  if (!copy.ok) stop(copy);
  return { copy: copy.data };
};
