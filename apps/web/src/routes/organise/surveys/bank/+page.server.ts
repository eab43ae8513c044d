import { listBank } from '@vagval/contract';
import { stop } from '#lib/server/form.ts';
import { surveyEdition } from '#lib/server/surveys.ts';
import { isAudience, isKind } from '#lib/surveys/words.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { edition } = await surveyEdition(locals, url);
  const [kind, audience] = [url.searchParams.get('kind'), url.searchParams.get('audience') ?? ''];
  const words = url.searchParams.get('words')?.slice(0, 100) ?? '';
  const retired = url.searchParams.has('retired');
  const query = {
    ...(isKind(kind) && { kind }),
    ...(isAudience(audience) && { audience }),
    ...(words && { words }),
    ...(retired && { retired: 'true' as const }),
  };
  const found = await locals.api(listBank, { params: { edition: edition.slug }, query });
  if (!found.ok) stop(found);
  return { questions: found.data.items, kind: kind ?? '', audience, words, retired };
};
