import { becomeTeacher, listClasses, listSchools } from '@vagval/contract';
import { redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { readForm, refused, stop } from '#lib/server/form.ts';
import { m } from '@vagval/text';
import type { SchoolView } from '@vagval/contract';
import type * as z from 'zod';
import type { Actions, PageServerLoad } from './$types';

type School = z.output<typeof SchoolView>;
type Asking = Pick<RequestEvent, 'locals' | 'url'>;

/** The municipalities of the schools found, to narrow a long list with. */
function placesOf(items: readonly School[]) {
  const found = new Map(items.flatMap(({ municipality: it }) => (it ? [[it.code, it.name]] : [])));
  return [...found]
    .map(([code, name]) => ({ code, name }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'sv'));
}

/** Schools are shown once something has been asked for: the register is long. */
async function find({ locals, url }: Asking) {
  const q = url.searchParams.get('q')?.trim().slice(0, 80) ?? '';
  const asked = url.searchParams.get('municipality') ?? '';
  const municipality = /^\d{4}$/.test(asked) ? asked : undefined;
  if (!q && !municipality) return { q, municipality, places: [] };
  const all = await locals.api(listSchools, { query: q ? { q } : {} });
  if (!all.ok) stop(all);
  const places = placesOf(all.data.items);
  if (!municipality) return { q, municipality, places, found: all.data };
  const there = await locals.api(listSchools, { query: { ...(q && { q }), municipality } });
  if (!there.ok) stop(there);
  return { q, municipality, places, found: there.data };
}

async function ownClasses({ locals }: Asking) {
  const edition = await locals.edition();
  if (!edition.ok) stop(edition);
  const own = await locals.api(listClasses, { params: { edition: edition.data.slug } });
  if (!own.ok) stop(own);
  return own.data;
}

export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  const now = locals.now.toISOString();
  const session = await locals.session();
  const teaches = session.ok && session.data.may.includes('class.own');
  if (session.ok) setHeaders({ 'cache-control': 'private, no-store' });
  if (teaches) return { now, own: await ownClasses({ locals, url }), done: url.searchParams.get('done') };
  const search = await find({ locals, url });
  return { now, search, other: session.ok, sent: url.searchParams.has('sent') };
};

export const actions: Actions = {
  register: async ({ locals, request }) => {
    const sent = await readForm(request);
    const body = {
      email: sent.text('email') ?? '',
      school: sent.text('school') ?? '',
      locale: locals.locale,
    };
    const asked = await locals.api(becomeTeacher, { body });
    if (asked.ok) redirect(303, locals.href('/school?sent'));
    const school = m.school_find_missing({}, { locale: locals.locale });
    return refused(asked, sent, locals.locale, {
      texts: { school },
      refusals: { school_unknown: 'school' },
    });
  },
};
