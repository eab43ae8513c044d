import { addMaterial, readMeeting, removeMaterial } from '@vagval/contract';
import { redirect } from '@sveltejs/kit';
import { readForm, refused, stop } from '#lib/server/form.ts';
import { decide } from '#lib/server/meetings.ts';
import { m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import type { Actions, PageServerLoad } from './$types';

const materialTexts = (locale: Locale) => {
  const title = m.meetings_material_title_bad({}, { locale });
  const url = m.meetings_material_url_bad({}, { locale });
  return { url, 'title.sv': title, 'title.en': title, 'title.ar': title };
};

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const found = await locals.api(readMeeting, { params: { slot: params.slot } });
  if (!found.ok) stop(found);
  return { ...found.data, done: url.searchParams.get('done') };
};

export const actions: Actions = {
  decide: (event) => decide(event, `/organise/meetings/${event.params.slot}`),
  add: async ({ locals, params, request }) => {
    const { locale } = locals;
    const sent = await readForm(request);
    const [sv, en, ar] = ['title.sv', 'title.en', 'title.ar'].map((name) => sent.text(name));
    const title = { sv: sv ?? '', ...(en && { en }), ...(ar && { ar }) };
    const body = { title, url: sent.text('url') ?? '' };
    const added = await locals.api(addMaterial, { params: { slot: params.slot }, body });
    if (added.ok) redirect(303, locals.href(`/organise/meetings/${params.slot}?done=material`));
    return refused(added, sent, locale, {
      fields: { '/body/title/sv': 'title.sv', '/body/title/en': 'title.en', '/body/title/ar': 'title.ar' },
      refusals: { material_known: 'url' },
      texts: added.code === 'invalid' ? materialTexts(locale) : {},
    });
  },
  remove: async ({ locals, params, request }) => {
    const sent = await readForm(request);
    const material = sent.text('material') ?? '';
    const removed = await locals.api(removeMaterial, { params: { material } });
    if (removed.ok) redirect(303, locals.href(`/organise/meetings/${params.slot}?done=removed`));
    return refused(removed, sent, locals.locale);
  },
};
