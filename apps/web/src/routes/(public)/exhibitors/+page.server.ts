import { listExhibitors, listProgrammes } from '@vagval/contract';
import { hallsNow } from '#lib/server/halls.ts';
import { stop } from '#lib/server/form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { slug, halls } = await hallsNow(locals);
  const q = url.searchParams.get('q')?.trim().slice(0, 80) ?? '';
  const programme = url.searchParams.get('programme')?.slice(0, 10) ?? '';
  const [found, programmes] = await Promise.all([
    locals.api(listExhibitors, {
      params: { edition: slug },
      query: { ...(q && { q }), ...(programme && { programme }) },
    }),
    locals.api(listProgrammes),
  ]);
  if (!found.ok) stop(found);
  if (!programmes.ok) stop(programmes);
  return { ...found.data, halls, q, programme, programmes: programmes.data.items };
};
