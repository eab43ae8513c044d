import { listEditions, listFigures, readFigure } from '@vagval/contract';
import { error } from '@sveltejs/kit';
import { editionToShow } from '#lib/evaluation/editions.ts';
import { dimensionsIn } from '#lib/evaluation/pivot.ts';
import { stop } from '#lib/server/form.ts';
import type { PageServerLoad } from './$types';

/** ?by=municipality&and=day, as the form sends it, is the same as ?by=municipality,day. */
function cutIn(asked: URLSearchParams): string[] {
  return [...new Set([...dimensionsIn(asked.get('by') ?? ''), ...dimensionsIn(asked.get('and') ?? '')])];
}

export const load: PageServerLoad = async ({ locals, url }) => {
  const editions = await locals.api(listEditions);
  if (!editions.ok) stop(editions);
  const asked = url.searchParams;
  const edition = editionToShow(editions.data.items, asked.get('edition'));
  if (!edition) error(404, { message: 'not_found', code: 'not_found' });
  const listed = await locals.api(listFigures, { params: { edition: edition.slug } });
  if (!listed.ok) stop(listed);
  const key = asked.get('figure') ?? listed.data.items[0]?.key;
  const figure = listed.data.items.find((it) => it.key === key);
  if (!figure) error(404, { message: 'not_found', code: 'not_found' });
  const by = cutIn(asked);
  const compare = asked.get('compare') || undefined;
  const query = { ...(by.length > 0 && { by: by.join() }), ...(compare && { compare }) };
  const cut = await locals.api(readFigure, { params: { edition: edition.slug, key: figure.key }, query });
  const impossible = !cut.ok && (cut.code === 'dimension_unknown' || cut.code === 'comparison_unknown');
  if (!cut.ok && !impossible) stop(cut);
  const search = new URLSearchParams(query).toString();
  return {
    edition: { slug: edition.slug, name: edition.name },
    editions: editions.data.items
      .filter(({ fair }) => fair.slug === edition.fair.slug)
      .map(({ slug, name }) => ({ slug, name })),
    figures: listed.data.items,
    figure,
    by,
    compare,
    cut: cut.ok ? cut.data : undefined,
    json: `/api/editions/${edition.slug}/figures/${figure.key}${search ? `?${search}` : ''}`,
  };
};
