import { acceptGuidelines } from '@vagval/contract';
import { changeable, goOn, isLater } from '#lib/server/application.ts';
import { readForm, refused } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({ application: await changeable(event) });

export const actions: Actions = {
  default: async (event) => {
    const { locals, params, request } = event;
    const sent = await readForm(request);
    if (isLater(sent) && !sent.has('accepted')) goOn(event, sent, 'guidelines');
    const saved = await locals.api(acceptGuidelines, {
      params,
      // What was not ticked is for the API to refuse.
      body: { version: sent.number('version') ?? 0, accepted: sent.has('accepted') as true },
    });
    if (saved.ok) goOn(event, sent, 'guidelines');
    return refused(saved, sent, locals.locale);
  },
};
