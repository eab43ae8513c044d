import { redirect } from '@sveltejs/kit';
import { surveyBehind } from '#lib/server/survey.ts';
import type { LayoutServerLoad } from './$types';

/** A screen for many: whoever comes with an invitation of their own answers at their own address. */
export const load: LayoutServerLoad = async (event) => {
  const [survey, edition] = await Promise.all([surveyBehind(event), event.locals.edition()]);
  if (survey.way === 'invitation') redirect(303, event.locals.href(`/survey/${event.params.token}`));
  return { survey, fair: edition.ok ? edition.data.fair.name : undefined };
};
