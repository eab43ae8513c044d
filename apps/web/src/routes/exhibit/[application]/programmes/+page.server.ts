import { listProgrammes, saveProgrammes } from '@vagval/contract';
import { changeable, goOn } from '#lib/server/application.ts';
import { readForm, refused, stop } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const [application, programmes] = [await changeable(event), await event.locals.api(listProgrammes)];
  if (!programmes.ok) stop(programmes);
  return { application, programmes: programmes.data.items };
};

export const actions: Actions = {
  default: async (event) => {
    const { locals, params, request } = event;
    const sent = await readForm(request);
    const presentation = sent.text('presentation');
    const body = { programmes: sent.all('programmes'), ...(presentation && { presentation }) };
    const saved = await locals.api(saveProgrammes, { params, body });
    if (saved.ok) goOn(event, sent, 'programmes');
    return refused(saved, sent, locals.locale);
  },
};
