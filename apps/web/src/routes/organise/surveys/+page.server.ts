import { listSurveys, makeSurvey } from '@vagval/contract';
import { redirect } from '@sveltejs/kit';
import { readForm, refused, stop } from '#lib/server/form.ts';
import { audienceOf, surveyEdition } from '#lib/server/surveys.ts';
import { audiences } from '#lib/surveys/words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { edition, editions, query } = await surveyEdition(locals, url);
  const found = await locals.api(listSurveys, { params: { edition: edition.slug } });
  if (!found.ok) stop(found);
  const order = new Map(audiences.map((it, at) => [it, at]));
  const surveys = found.data.items.sort(
    (a, b) => (order.get(a.audience) ?? 0) - (order.get(b.audience) ?? 0),
  );
  const made = new Set(surveys.map(({ audience }) => audience));
  return {
    edition,
    editions: editions.map(({ slug, name }) => ({ slug, name })),
    query,
    surveys,
    free: audiences.filter((it) => !made.has(it)),
    earlier: found.data.earlier,
  };
};

export const actions: Actions = {
  default: async ({ locals, url, request }) => {
    const sent = await readForm(request);
    const { edition, query } = await surveyEdition(locals, url);
    // "guardian" begins empty, "guardian/2025" as that edition asked.
    const [audience = '', from] = (sent.text('from') ?? '').split('/');
    const made = await locals.api(makeSurvey, {
      params: { edition: edition.slug },
      body: { audience: audienceOf({ audience }), ...(from && { from }) },
    });
    if (made.ok) redirect(303, locals.href(`/organise/surveys/${audience}${query}`));
    return refused(made, sent, locals.locale, { refusals: { survey_exists: 'from' } });
  },
};
