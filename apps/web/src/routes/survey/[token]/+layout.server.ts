import { surveyBehind } from '#lib/server/survey.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
  const [survey, edition] = await Promise.all([surveyBehind(event), event.locals.edition()]);
  return { survey, fair: edition.ok ? edition.data.fair.name : undefined };
};
