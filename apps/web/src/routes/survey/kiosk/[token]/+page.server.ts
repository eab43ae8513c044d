import { resumeOf, sheetFor, step } from '#lib/server/survey.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { survey } = await parent();
  return { sheet: sheetFor(survey, url, locals.locale), resume: resumeOf(survey) };
};

export const actions: Actions = { step: (event) => step(event, `/survey/kiosk/${event.params.token}`) };
