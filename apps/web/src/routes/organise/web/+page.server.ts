import { listEditions, readFigure } from '@vagval/contract';
import type { Call } from '@vagval/contract';
import { error } from '@sveltejs/kit';
import { editionToShow } from '#lib/evaluation/editions.ts';
import { stop } from '#lib/server/form.ts';
import type { PageServerLoad } from './$types';

/** The figures of the page, each by one dimension. */
const cuts = {
  days: ['page-views', 'day-number'],
  visitDays: ['web-visits', 'day-number'],
  weeks: ['page-views', 'fair-week'],
  pages: ['page-views', 'page'],
  locales: ['web-visits', 'locale'],
  referrers: ['web-visits', 'referrer'],
  devices: ['web-visits', 'device'],
  phases: ['page-views', 'phase'],
  funnel: ['funnel', 'step'],
} as const;

async function read(api: Call, edition: string, [key, by]: readonly [string, string], compare?: string) {
  const answer = await api(readFigure, {
    params: { edition, key },
    query: { by, ...(compare && { compare }) },
  });
  if (!answer.ok) stop(answer);
  return answer.data;
}

export const load: PageServerLoad = async ({ locals, url }) => {
  const listed = await locals.api(listEditions);
  if (!listed.ok) stop(listed);
  const edition = editionToShow(listed.data.items, url.searchParams.get('edition'));
  if (!edition) error(404, { message: 'not_found', code: 'not_found' });
  const same = listed.data.items.filter(({ fair }) => fair.slug === edition.fair.slug);
  const before = same[same.findIndex(({ slug }) => slug === edition.slug) + 1];
  const readings = await Promise.all(
    Object.entries(cuts).map(async ([name, cut]) => [
      name,
      await read(locals.api, edition.slug, cut, before?.slug),
    ]),
  );
  return {
    edition: { slug: edition.slug, name: edition.name, isOver: edition.state === 'finished' },
    before: before && { slug: before.slug, name: before.name },
    editions: same.map(({ slug, name }) => ({ slug, name })),
    cuts: Object.fromEntries(readings) as Record<keyof typeof cuts, Awaited<ReturnType<typeof read>>>,
  };
};
