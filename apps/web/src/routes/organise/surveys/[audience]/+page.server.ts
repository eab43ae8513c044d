import {
  changePlaced,
  listBank,
  placeQuestion,
  removePlaced,
  removeSurvey,
  setSurveyState,
  writeSurvey,
} from '@vagval/contract';
import { redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { m } from '@vagval/text';
import { readForm, refused, stop } from '#lib/server/form.ts';
import type { Naming, Sent, Unsuccessful } from '#lib/server/form.ts';
import { audienceOf, conditionIn, surveyAt, surveyEdition, surveyWordsIn } from '#lib/server/surveys.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, params }) => {
  const { survey, edition, query } = await surveyAt(locals, url, params);
  const bank = await locals.api(listBank, { params: { edition: edition.slug } });
  if (!bank.ok) stop(bank);
  const asked = new Set(survey.questions.map(({ key }) => key));
  const offered = bank.data.items
    .filter(({ key }) => !asked.has(key))
    .map(({ key, text, kind }) => ({ key, text, kind }));
  const { name, timeZone } = edition;
  return { survey, offered, name, timeZone, query, done: url.searchParams.has('done') };
};

type Event = RequestEvent<{ audience: string }>;

/** Reads the form, asks the API, and goes back to the page or shows what stood in the way. */
async function carryOut(
  { locals, url, params, request }: Event,
  call: (
    at: { edition: string; audience: ReturnType<typeof audienceOf> },
    sent: Sent,
    timeZone: string,
  ) => Promise<{ ok: true } | Unsuccessful>,
  naming: Naming = {},
) {
  const sent = await readForm(request);
  const { edition, query } = await surveyEdition(locals, url);
  const audience = audienceOf(params);
  const done = await call({ edition: edition.slug, audience }, sent, edition.timeZone);
  if (!done.ok) return refused(done, sent, locals.locale, naming);
  const hash = sent.text('about');
  const back = `/organise/surveys/${audience}${query ? `${query}&` : '?'}done=1${hash ? `#${hash}` : ''}`;
  redirect(303, locals.href(back));
}

const wordsNaming = ({ locals }: Event): Naming => ({
  fields: { '/body/closesAt': 'closesDay', '/body/opensAt': 'opensDay' },
  texts: {
    closesDay: m.surveys_times_bad({}, { locale: locals.locale }),
    opensDay: m.surveys_times_bad({}, { locale: locals.locale }),
    languages: m.surveys_languages_none({}, { locale: locals.locale }),
  },
});

/** Answers to two questions were chosen: the contract holds one condition for each question. */
const mixed: Unsuccessful = {
  ok: false,
  code: 'invalid',
  problem: { status: 422, errors: [{ path: '/body/shownIf', code: 'invalid', message: '' }] },
};

export const actions: Actions = {
  words: (event) =>
    carryOut(
      event,
      (params, sent, timeZone) =>
        event.locals.api(writeSurvey, { params, body: surveyWordsIn(sent, timeZone) }),
      wordsNaming(event),
    ),
  state: (event) =>
    carryOut(event, (params, sent) => {
      const state = sent.text('state') as 'draft' | 'open' | 'closed';
      return event.locals.api(setSurveyState, { params, body: { state } });
    }),
  place: (event) =>
    carryOut(
      event,
      (params, sent) => {
        const body = { key: sent.text('key') ?? '', page: sent.number('page') ?? 1, required: false };
        return event.locals.api(placeQuestion, { params, body });
      },
      { refusals: { question_unknown: 'key', question_placed: 'key' } },
    ),
  change: (event) =>
    carryOut(
      event,
      async (params, sent) => {
        const shownIf = conditionIn(sent);
        if (shownIf === 'mixed') return mixed;
        const body = {
          page: sent.number('page') ?? 0,
          position: sent.number('position') ?? 0,
          required: sent.has('required'),
          version: sent.number('version') ?? 0,
          shownIf,
        };
        return event.locals.api(changePlaced, { params: { ...params, key: sent.text('key') ?? '' }, body });
      },
      {
        refusals: { condition_unfit: 'shownIf' },
        texts: { shownIf: m.surveys_question_if_mixed({}, { locale: event.locals.locale }) },
      },
    ),
  take: (event) =>
    carryOut(event, (params, sent) =>
      event.locals.api(removePlaced, { params: { ...params, key: sent.text('key') ?? '' } }),
    ),
  remove: async ({ locals, url, params, request }) => {
    const sent = await readForm(request);
    const { edition, query } = await surveyEdition(locals, url);
    const at = { edition: edition.slug, audience: audienceOf(params) };
    const gone = await locals.api(removeSurvey, { params: at });
    if (gone.ok) redirect(303, locals.href(`/organise/surveys${query}`));
    return refused(gone, sent, locals.locale);
  },
};
