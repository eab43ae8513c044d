import { listQuestions, QuestionState } from '@vagval/contract';
import { decide } from '#lib/server/meetings.ts';
import { stop } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const edition = await locals.edition();
  if (!edition.ok) stop(edition);
  const state = QuestionState.safeParse(url.searchParams.get('state')).data;
  const query = state ? { state } : {};
  const found = await locals.api(listQuestions, { params: { edition: edition.data.slug }, query });
  if (!found.ok) stop(found);
  return { ...found.data, state, done: url.searchParams.has('done') };
};

export const actions: Actions = {
  decide: (event) => {
    const state = QuestionState.safeParse(event.url.searchParams.get('state')).data;
    return decide(event, `/organise/meetings/questions${state ? `?state=${state}` : ''}`);
  },
};
