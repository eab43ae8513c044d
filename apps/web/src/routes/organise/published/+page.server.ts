import { redirect } from '@sveltejs/kit';
import { listPublished, publishFigure, reviewPublished, withdrawPublished } from '@vagval/contract';
import { editionAsked } from '#lib/server/evaluation.ts';
import { readForm, refused, stop } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { edition, choices } = await editionAsked({ locals, url });
  const params = { edition: edition.slug };
  const [published, review] = await Promise.all([
    locals.api(listPublished, { params }),
    locals.api(reviewPublished, { params }),
  ]);
  if (!published.ok) stop(published);
  if (!review.ok) stop(review);
  return { edition, choices, items: published.data.items, review: review.data };
};

export const actions: Actions = {
  publish: async ({ locals, request }) => {
    const sent = await readForm(request);
    const edition = sent.text('edition') ?? '';
    const [by, only] = [sent.text('by'), sent.text('for')];
    const body = { key: sent.text('key') ?? '', ...(by && { by }), ...(only && { for: only }) };
    const made = await locals.api(publishFigure, { params: { edition }, body });
    if (!made.ok) return refused(made, sent, locals.locale);
    redirect(303, locals.href(`/organise/published?edition=${edition}#figure-${made.data.id}`));
  },
  withdraw: async ({ locals, request }) => {
    const sent = await readForm(request);
    const [edition, figure] = [sent.text('edition') ?? '', sent.text('figure') ?? ''];
    const gone = await locals.api(withdrawPublished, {
      params: { edition, figure },
      body: { why: sent.text('why') ?? '' },
    });
    if (!gone.ok) return refused(gone, sent, locals.locale);
    redirect(303, locals.href(`/organise/published?edition=${edition}`));
  },
};
