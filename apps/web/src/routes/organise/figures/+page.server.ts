import { error } from '@sveltejs/kit';
import { listFigures, readFigure } from '@vagval/contract';
import { onlyOf } from '#lib/evaluation/explore.ts';
import { dimensionsIn } from '#lib/evaluation/pivot.ts';
import type { FigureCut } from '#lib/evaluation/readings.ts';
import { editionAsked } from '#lib/server/evaluation.ts';
import { stop } from '#lib/server/form.ts';
import type { PageServerLoad } from './$types';

/** ?by=municipality&and=day, as the form sends it, is the same as ?by=municipality,day. */
function cutIn(asked: URLSearchParams): string[] {
  return [...new Set([...dimensionsIn(asked.get('by') ?? ''), ...dimensionsIn(asked.get('and') ?? '')])];
}

/** ?only=school&value=Frejaskolan, as the form sends it, is the same as ?for=school:Frejaskolan. */
function onlyIn(asked: URLSearchParams, dimensions: readonly string[]) {
  const whole = onlyOf(asked.get('for') ?? undefined);
  const dimension = asked.get('only') ?? whole?.dimension ?? '';
  if (!dimensions.includes(dimension)) return undefined;
  const [of, value] = (asked.get('value') ?? '').split(/:(.*)/s);
  return { dimension, value: of === dimension ? value || undefined : whole?.value };
}

const ask = (
  locals: App.Locals,
  { edition, key }: { edition: string; key: string },
  query: Record<string, string>,
) => locals.api(readFigure, { params: { edition, key }, query });

/** The values a dimension has, to choose one of: from the figure cut by it. */
async function valuesOf(locals: App.Locals, at: { edition: string; key: string }, dimension: string) {
  const found = await ask(locals, at, { by: dimension });
  if (!found.ok) return { values: [], labels: undefined };
  const values = [...new Set(found.data.cells.flatMap(({ by }) => by[dimension] ?? []))];
  return { values, labels: found.data.labels };
}

export const load: PageServerLoad = async ({ locals, url }) => {
  const { edition, choices } = await editionAsked({ locals, url });
  const session = await locals.session();
  const listed = await locals.api(listFigures, { params: { edition: edition.slug } });
  if (!listed.ok) stop(listed);
  const asked = url.searchParams;
  const key = asked.get('figure') ?? listed.data.items[0]?.key;
  const figure = listed.data.items.find((it) => it.key === key);
  if (!figure) error(404, { message: 'not_found', code: 'not_found' });
  const at = { edition: edition.slug, key: figure.key };
  const only = onlyIn(asked, figure.dimensions);
  const choosable = only ? await valuesOf(locals, at, only.dimension) : undefined;
  const by = cutIn(asked).filter((it) => it !== only?.dimension);
  const compare = asked.get('compare') || undefined;
  const limited = only?.value === undefined ? undefined : `${only.dimension}:${only.value}`;
  const query = {
    ...(by.length > 0 && { by: by.join() }),
    ...(limited && { for: limited }),
    ...(compare && { compare }),
  };
  const cut = await ask(locals, at, query);
  const impossible = !cut.ok && ['dimension_unknown', 'comparison_unknown', 'invalid'].includes(cut.code);
  if (!cut.ok && !impossible) stop(cut);
  const search = new URLSearchParams(query).toString();
  return {
    edition,
    editions: choices,
    figures: listed.data.items,
    figure,
    by,
    compare,
    only,
    limited,
    choosable,
    query,
    mayPublish: edition.finished && session.ok && session.data.may.includes('figure.publish'),
    cut: cut.ok ? (cut.data as FigureCut) : undefined,
    json: `/api/editions/${edition.slug}/figures/${figure.key}${search ? `?${search}` : ''}`,
  };
};
