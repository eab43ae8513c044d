import { readMeeting } from '@vagval/contract';
import { stop } from '#lib/server/form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const found = await locals.api(readMeeting, { params: { slot: params.slot } });
  if (!found.ok) stop(found);
  const { meeting, questions } = found.data;
  return { meeting, questions: questions.filter(({ state }) => state === 'approved') };
};
