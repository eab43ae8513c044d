import { addBankVersion, readBankQuestion, retireBankQuestion } from '@vagval/contract';
import { error, redirect } from '@sveltejs/kit';
import { readForm, refused, stop } from '#lib/server/form.ts';
import { surveyEdition, wordingIn, wordingNaming } from '#lib/server/surveys.ts';
import type { Actions, PageServerLoad, PageServerLoadEvent } from './$types';

async function questionAt({ locals, url, params }: Pick<PageServerLoadEvent, 'locals' | 'url' | 'params'>) {
  const { edition } = await surveyEdition(locals, url);
  const at = { edition: edition.slug, key: params.key };
  const found = await locals.api(readBankQuestion, { params: at });
  if (!found.ok) stop(found);
  const [newest] = found.data.versions;
  if (!newest) error(404);
  return { at, question: found.data, newest };
}

export const load: PageServerLoad = async (event) => {
  const { question, newest } = await questionAt(event);
  return { question, newest, done: event.url.searchParams.has('done') };
};

export const actions: Actions = {
  version: async (event) => {
    const sent = await readForm(event.request);
    const { at, newest } = await questionAt(event);
    const body = {
      ...wordingIn(sent, newest.kind),
      after: sent.number('after') ?? 0,
      comparable: sent.text('comparable') === 'yes',
    };
    const made = await event.locals.api(addBankVersion, { params: at, body });
    if (made.ok) redirect(303, event.locals.href(`/organise/surveys/bank/${at.key}?done=1`));
    return refused(made, sent, event.locals.locale, wordingNaming(event.locals.locale));
  },
  retire: async (event) => {
    const sent = await readForm(event.request);
    const { at } = await questionAt(event);
    const body = { retired: sent.text('retired') === 'yes' };
    const done = await event.locals.api(retireBankQuestion, { params: at, body });
    if (done.ok) redirect(303, event.locals.href(`/organise/surveys/bank/${at.key}?done=1`));
    return refused(done, sent, event.locals.locale);
  },
};
