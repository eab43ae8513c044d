import { error } from '@sveltejs/kit';
import { listEditions, listPublished } from '@vagval/contract';
import { stop } from '#lib/server/form.ts';
import type { PageServerLoad } from './$types';

/** The finished editions of a fair, newest first, and what the chosen one and the one before it have published. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const editions = await locals.api(listEditions);
  if (!editions.ok) stop(editions);
  const finished = editions.data.items.filter(({ state }) => state === 'finished');
  const wanted = url.searchParams.get('edition');
  const at = wanted === null ? 0 : finished.findIndex(({ slug }) => slug === wanted);
  const shown = finished[at];
  if (!shown) {
    if (wanted !== null) error(404, { message: 'not_found', code: 'not_found' });
    return { edition: undefined, choices: [], items: [], before: undefined };
  }
  const earlier = finished.slice(at + 1).find(({ fair }) => fair.slug === shown.fair.slug);
  const [now, then] = await Promise.all([
    locals.api(listPublished, { params: { edition: shown.slug } }),
    earlier && locals.api(listPublished, { params: { edition: earlier.slug } }),
  ]);
  if (!now.ok) stop(now);
  if (then && !then.ok) stop(then);
  return {
    edition: { slug: shown.slug, name: shown.name, organiser: shown.fair.organiser },
    choices: finished.map(({ slug, name }) => ({ slug, name })),
    items: now.data.items,
    before:
      earlier && then?.ok ? { slug: earlier.slug, name: earlier.name, items: then.data.items } : undefined,
  };
};
