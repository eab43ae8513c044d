import { assistParty, searchParties } from '@vagval/contract';
import { redirect } from '@sveltejs/kit';
import { readForm, refused, stop } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

/** What is searched for is sent in a form: an address of a person belongs in no address of a page. */
export const load: PageServerLoad = async ({ locals }) => {
  const found = await locals.edition();
  if (!found.ok) stop(found);
  return {};
};

export const actions: Actions = {
  search: async ({ locals, request }) => {
    const sent = await readForm(request);
    const edition = await locals.edition();
    if (!edition.ok) return refused(edition, sent, locals.locale);
    const found = await locals.api(searchParties, {
      params: { edition: edition.data.slug },
      body: { q: sent.text('q') ?? '' },
    });
    if (!found.ok) return refused(found, sent, locals.locale, { fields: { '/body/q': 'q' } });
    return { found: found.data, q: sent.text('q') ?? '' };
  },
  open: async ({ locals, request }) => {
    const sent = await readForm(request);
    const edition = await locals.edition();
    if (!edition.ok) return refused(edition, sent, locals.locale);
    const opened = await locals.api(assistParty, {
      params: { edition: edition.data.slug, party: sent.text('party') ?? '' },
    });
    if (!opened.ok) return refused(opened, sent, locals.locale);
    redirect(303, locals.href(`/party/${opened.data.token}`));
  },
};
