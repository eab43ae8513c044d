import { error } from '@sveltejs/kit';
import { readWords, readWordsVersion } from '@vagval/contract';
import { partNamed } from '#lib/evaluation/words.ts';
import { editionAsked, reportOf } from '#lib/server/evaluation.ts';
import { stop } from '#lib/server/form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, params }) => {
  const part = partNamed(params.part);
  if (!part) error(404, { message: 'not_found', code: 'not_found' });
  const { edition } = await editionAsked({ locals, url });
  const at = { edition: edition.slug, part };
  const [version, words, report] = await Promise.all([
    locals.api(readWordsVersion, { params: { ...at, version: params.version } }),
    locals.api(readWords, { params: at }),
    reportOf({ locals }, edition.slug),
  ]);
  if (!version.ok) stop(version);
  if (!words.ok) stop(words);
  return { part, edition, version: version.data, words: words.data, report };
};
