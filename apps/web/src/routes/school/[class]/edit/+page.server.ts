import { changeClass } from '@vagval/contract';
import { redirect } from '@sveltejs/kit';
import { detailTexts, detailsOf } from '#lib/server/class-form.ts';
import { classOf } from '#lib/server/classes.ts';
import { readForm, refused } from '#lib/server/form.ts';
import { pathOf } from '#lib/school/classes.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const it = await classOf(event);
  if (it.changeable !== 'all' || it.state !== 'active') redirect(303, event.locals.href(pathOf(it)));
  return { it };
};

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const sent = await readForm(request);
    const { arrival, phone, ...details } = detailsOf(sent);
    const body = { ...details, arrival: arrival ?? null, phone: phone ?? null };
    const saved = await locals.api(changeClass, { params, body });
    if (saved.ok) redirect(303, locals.href(`${pathOf(saved.data)}?done=saved`));
    const full = { slot_full: 'pupils', school_share_reached: 'pupils' };
    return refused(saved, sent, locals.locale, { refusals: full, texts: detailTexts(locals.locale) });
  },
};
