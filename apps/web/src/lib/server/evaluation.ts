import { error } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { listEditions, readEvaluation } from '@vagval/contract';
import { editionToShow } from '#lib/evaluation/editions.ts';
import type { Evaluation } from '#lib/evaluation/readings.ts';
import { stop } from './form.ts';

type Event = Pick<RequestEvent, 'locals' | 'url'>;

/** The edition the address asks for, else the newest that is finished; and the others of the same fair. */
export async function editionAsked({ locals, url }: Event) {
  const editions = await locals.api(listEditions);
  if (!editions.ok) stop(editions);
  const shown = editionToShow(editions.data.items, url.searchParams.get('edition'));
  if (!shown) error(404, { message: 'not_found', code: 'not_found' });
  const choices = editions.data.items
    .filter(({ fair }) => fair.slug === shown.fair.slug)
    .map(({ slug, name }) => ({ slug, name }));
  return { edition: { slug: shown.slug, name: shown.name, finished: shown.state === 'finished' }, choices };
}

export async function reportOf({ locals }: Pick<Event, 'locals'>, edition: string): Promise<Evaluation> {
  const report = await locals.api(readEvaluation, { params: { edition } });
  if (!report.ok) stop(report);
  return report.data;
}
