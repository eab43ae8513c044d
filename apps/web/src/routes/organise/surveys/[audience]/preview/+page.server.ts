import { surveyAt } from '#lib/server/surveys.ts';
import { isLocale } from '@vagval/text';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, params }) => {
  const { survey, query } = await surveyAt(locals, url, params);
  const asked = url.searchParams.get('in');
  const language =
    survey.languages.find((it) => it === asked) ?? (isLocale(asked) ? undefined : survey.languages[0]);
  return { survey, query, language: language ?? locals.locale };
};
