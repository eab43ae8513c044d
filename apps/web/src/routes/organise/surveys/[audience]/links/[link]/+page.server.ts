import { readSurveyLink } from '@vagval/contract';
import { kept, surveyOf } from '#lib/server/asking.ts';
import { stop } from '#lib/server/form.ts';
import { qrPath } from '#lib/ui/qr.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const survey = await surveyOf(event);
  const link = await event.locals.api(readSurveyLink, { params: { ...survey, link: event.params.link } });
  if (!link.ok) stop(link);
  return { audience: survey.audience, link: link.data, code: qrPath(link.data.url), kept: kept(event.url) };
};
