import { error, fail, redirect } from '@sveltejs/kit';
import { aspects, readWords, restoreWords, saveWords } from '@vagval/contract';
import { m } from '@vagval/text';
import { draftOf, partNamed } from '#lib/evaluation/words.ts';
import { markup } from '#lib/evaluation/placed.ts';
import { editionAsked, reportOf } from '#lib/server/evaluation.ts';
import { readForm, refused, stop } from '#lib/server/form.ts';
import type { Sent } from '#lib/server/form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, url, params }) => {
  const part = partOf(params);
  const { edition } = await editionAsked({ locals, url });
  const [words, report] = await Promise.all([
    locals.api(readWords, { params: { edition: edition.slug, part } }),
    reportOf({ locals }, edition.slug),
  ]);
  if (!words.ok) stop(words);
  const saved = url.searchParams.has('saved');
  return { part, edition, words: words.data, report, saved, draft: draftOf(part, report) };
};

function partOf({ part }: { part: string }) {
  const found = partNamed(part);
  if (!found) error(404, { message: 'not_found', code: 'not_found' });
  return found;
}

export const actions: Actions = {
  save: async (event) => {
    const sent = await readForm(event.request);
    const at = await whereOf(event);
    const body = { body: sent.text('body') ?? '', base: sent.number('base') ?? Number.NaN };
    const saved = await event.locals.api(saveWords, { params: at, body });
    if (saved.ok) redirect(303, pageOf(event, at));
    if (saved.code === 'words_changed') {
      const { version, body: theirs, by, at: when } = saved.problem;
      return fail(409, { conflict: { version, theirs, by, at: when }, mine: body.body });
    }
    const { locale } = event.locals;
    const name = saved.code === 'placeholder_unknown' ? saved.problem.placeholder : '';
    const texts = { placeholder_unknown: m.evaluation_unknown_figure({ name }, { locale }) };
    return refused(saved, sent, locale, { refusals: { placeholder_unknown: 'body' }, texts });
  },
  restore: async (event) => {
    const sent = await readForm(event.request);
    const at = await whereOf(event);
    const [version, base] = [sent.number('version') ?? Number.NaN, sent.number('base') ?? Number.NaN];
    const back = await event.locals.api(restoreWords, { params: at, body: { version, base } });
    if (!back.ok) return refused(back, sent, event.locals.locale);
    redirect(303, pageOf(event, at));
  },
  /** Without a script: the words as they would stand, with nothing saved. */
  preview: async ({ request }) => ({ mine: textOf(await readForm(request)) }),
  /** Without a script: the figure at the end of the words. */
  insert: async ({ request }) => {
    const sent = await readForm(request);
    const aspect = aspects.find((it) => it === sent.text('aspect')) ?? 'number';
    return { mine: `${textOf(sent)} ${markup(sent.text('figure') ?? '', aspect)}`.trim() };
  },
  draft: async (event) => {
    const { part, edition } = await whereOf(event);
    return { mine: draftOf(part, await reportOf(event, edition)) };
  },
};

const textOf = (sent: Sent): string => sent.text('body') ?? '';

async function whereOf({ locals, url, params }: RequestEvent) {
  const { edition } = await editionAsked({ locals, url });
  return { edition: edition.slug, part: partOf(params) };
}

const pageOf = ({ locals }: RequestEvent, { edition, part }: { edition: string; part: string }): string =>
  locals.href(`/organise/evaluation/words/${part}?edition=${edition}&saved`);
