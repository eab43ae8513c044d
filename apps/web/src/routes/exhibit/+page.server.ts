import { listOwnApplications, readApplication, startApplication } from '@vagval/contract';
import { redirect } from '@sveltejs/kit';
import { pathOf } from '#lib/exhibit/steps.ts';
import { readForm, refused, stop } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const own = await locals.api(listOwnApplications);
  if (!own.ok) stop(own);
  const items = await Promise.all(
    own.data.items.map(async (item) => {
      if (!item.id) return { ...item, application: undefined };
      const read = await locals.api(readApplication, { params: { application: item.id } });
      return { ...item, application: read.ok ? read.data : undefined };
    }),
  );
  return { items, now: locals.now.toISOString() };
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const sent = await readForm(request);
    const begun = await locals.api(startApplication, {
      params: { edition: sent.text('edition') ?? '' },
      body: { organisation: sent.text('organisation') ?? '' },
    });
    if (!begun.ok) return refused(begun, sent, locals.locale);
    redirect(303, locals.href(pathOf(begun.data)));
  },
};
