import { addBankQuestion } from '@vagval/contract';
import { redirect } from '@sveltejs/kit';
import { readForm, refused } from '#lib/server/form.ts';
import { surveyEdition, wordingIn, wordingNaming } from '#lib/server/surveys.ts';
import { isKind } from '#lib/surveys/words.ts';
import type { Actions, PageServerLoad } from './$types';

const kindIn = (url: URL) => {
  const kind = url.searchParams.get('kind');
  return isKind(kind) ? kind : 'scale';
};

export const load: PageServerLoad = ({ url }) => ({ kind: kindIn(url) });

export const actions: Actions = {
  default: async ({ locals, url, request }) => {
    const sent = await readForm(request);
    const { edition } = await surveyEdition(locals, url);
    const key = sent.text('key') ?? '';
    const body = { ...wordingIn(sent, kindIn(url)), key };
    const added = await locals.api(addBankQuestion, { params: { edition: edition.slug }, body });
    if (added.ok) redirect(303, locals.href(`/organise/surveys/bank/${key}?done=1`));
    return refused(added, sent, locals.locale, wordingNaming(locals.locale));
  },
};
