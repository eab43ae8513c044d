import { listRates, readSurveyResults } from '@vagval/contract';
import { kept, surveyOf } from '#lib/server/asking.ts';
import { stop } from '#lib/server/form.ts';
import type { PageServerLoad } from './$types';

const cuts = ['locale:sv', 'locale:en', 'locale:ar', 'via:class', 'via:invitation', 'via:open', 'via:kiosk'];

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event;
  const params = await surveyOf(event);
  const wished = cuts.find((it) => it === url.searchParams.get('for'));
  const [results, rates] = await Promise.all([
    locals.api(readSurveyResults, { params, query: wished ? { for: wished } : {} }),
    locals.api(listRates, { params: { edition: params.edition } }),
  ]);
  if (!results.ok) stop(results);
  if (!rates.ok) stop(rates);
  return { ...params, results: results.data, threshold: rates.data.threshold, wished, cuts, kept: kept(url) };
};
