import { endExport, listEditions, listExports, startExport } from '@vagval/contract';
import { error, redirect } from '@sveltejs/kit';
import { editionToShow } from '#lib/evaluation/editions.ts';
import { readForm, refused, stop } from '#lib/server/form.ts';
import type { Sent } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const [editions, exports, session] = await Promise.all([
    locals.api(listEditions),
    locals.api(listExports),
    locals.session(),
  ]);
  if (!editions.ok) stop(editions);
  if (!exports.ok) stop(exports);
  const shown = editionToShow(editions.data.items, url.searchParams.get('edition'));
  if (!shown) error(404, { message: 'not_found', code: 'not_found' });
  return {
    exports: exports.data.items,
    pdf: exports.data.pdf,
    edition: { slug: shown.slug, name: shown.name },
    choices: editions.data.items
      .filter(({ fair }) => fair.slug === shown.fair.slug)
      .map(({ slug, name }) => ({ slug, name })),
    may: session.ok ? session.data.may : [],
  };
};

/** What of the kind is wanted: the fields whose names begin so. */
const paramsIn = (sent: Sent): Record<string, string> =>
  Object.fromEntries(
    Object.entries(sent.values()).flatMap(([name, [value]]) =>
      name.startsWith('param-') && value !== undefined ? [[name.slice('param-'.length), value]] : [],
    ),
  );

export const actions: Actions = {
  order: async ({ locals, request }) => {
    const sent = await readForm(request);
    const edition = sent.text('edition') ?? '';
    const body = {
      kind: sent.text('kind') ?? '',
      format: sent.text('format') as 'csv' | 'xlsx' | 'pdf',
      params: paramsIn(sent),
      locale: locals.locale,
    };
    const started = await locals.api(startExport, { params: { edition }, body });
    if (!started.ok) return refused(started, sent, locals.locale);
    redirect(303, `${locals.href(`/organise/exports?edition=${edition}`)}#mine`);
  },
  end: async ({ locals, request, url }) => {
    const sent = await readForm(request);
    const ended = await locals.api(endExport, { params: { export: sent.text('export') ?? '' } });
    if (!ended.ok && ended.code !== 'not_found') return refused(ended, sent, locals.locale);
    const edition = url.searchParams.get('edition');
    redirect(303, locals.href(`/organise/exports${edition ? `?edition=${edition}` : ''}`));
  },
};
