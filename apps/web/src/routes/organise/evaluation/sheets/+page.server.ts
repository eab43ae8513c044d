import { listSheets } from '@vagval/contract';
import { editionAsked } from '#lib/server/evaluation.ts';
import { stop } from '#lib/server/form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { edition, choices } = await editionAsked({ locals, url });
  const sheets = await locals.api(listSheets, { params: { edition: edition.slug } });
  if (!sheets.ok) stop(sheets);
  return { edition, choices, sheets: sheets.data.items };
};
