import { listEditions, readEvaluation } from '@vagval/contract';
import { error } from '@sveltejs/kit';
import { editionToShow } from '#lib/evaluation/editions.ts';
import { stop } from '#lib/server/form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const editions = await locals.api(listEditions);
  if (!editions.ok) stop(editions);
  const shown = editionToShow(editions.data.items, url.searchParams.get('edition'));
  if (!shown) error(404, { message: 'not_found', code: 'not_found' });
  const report = await locals.api(readEvaluation, { params: { edition: shown.slug } });
  if (!report.ok) stop(report);
  const choices = editions.data.items
    .filter(({ fair }) => fair.slug === shown.fair.slug)
    .map(({ slug, name }) => ({ slug, name }));
  return { report: report.data, choices };
};
