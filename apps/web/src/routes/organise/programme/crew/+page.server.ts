import { addCrew, changeCrew, listCrew, removeCrew } from '@vagval/contract';
import type { In } from '@vagval/contract';
import { readForm, refused, stop } from '#lib/server/form.ts';
import type { Sent } from '#lib/server/form.ts';
import { planningNow } from '#lib/server/planning.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

const page = '/organise/programme/crew';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { edition, choices } = await planningNow(locals);
  const crew = await locals.api(listCrew, { params: { edition: edition.slug } });
  if (!crew.ok) stop(crew);
  return { crew: crew.data.items, languages: choices.languages, done: url.searchParams.get('done') };
};

const fieldsIn = (sent: Sent): In<typeof addCrew>['body'] => ({
  name: sent.text('name') ?? '',
  languages: sent.all('languages'),
  roles: sent.all('roles') as In<typeof addCrew>['body']['roles'],
});
const naming = { refusals: { crew_name_taken: 'name' } };

export const actions: Actions = {
  add: async ({ locals, request }) => {
    const sent = await readForm(request);
    const { edition } = await planningNow(locals);
    const added = await locals.api(addCrew, { params: { edition: edition.slug }, body: fieldsIn(sent) });
    if (added.ok) redirect(303, locals.href(`${page}?done=added`));
    return refused(added, sent, locals.locale, naming);
  },
  change: async ({ locals, request }) => {
    const sent = await readForm(request);
    const crew = sent.text('crew') ?? '';
    const changed = await locals.api(changeCrew, { params: { crew }, body: fieldsIn(sent) });
    if (changed.ok) redirect(303, locals.href(`${page}?done=changed#c-${crew}`));
    return refused(changed, sent, locals.locale, naming);
  },
  remove: async ({ locals, request }) => {
    const sent = await readForm(request);
    const removed = await locals.api(removeCrew, { params: { crew: sent.text('crew') ?? '' } });
    if (removed.ok) redirect(303, locals.href(`${page}?done=removed`));
    return refused(removed, sent, locals.locale);
  },
};
