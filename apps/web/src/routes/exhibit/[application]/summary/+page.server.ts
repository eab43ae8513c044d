import { listProgrammes, submitApplication } from '@vagval/contract';
import { m } from '@vagval/text';
import { redirect } from '@sveltejs/kit';
import { isStep, pathOf, stepText } from '#lib/exhibit/steps.ts';
import { applicationOf, isLater } from '#lib/server/application.ts';
import { readForm, refused, stop } from '#lib/server/form.ts';
import type { Unsuccessful } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const [application, programmes] = [await applicationOf(event), await event.locals.api(listProgrammes)];
  if (!programmes.ok) stop(programmes);
  const sent = event.url.searchParams.has('sent');
  return { application, programmes: programmes.data.items, sent };
};

/** The step a refusal is about. */
function stepOf({ code, problem }: Unsuccessful) {
  if (code === 'guidelines_changed' || code === 'guidelines_not_accepted') return 'guidelines';
  const step = code === 'step_incomplete' && problem && 'step' in problem ? problem.step : undefined;
  return isStep(step) ? step : undefined;
}

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const sent = await readForm(request);
    const path = pathOf({ id: params.application });
    if (isLater(sent)) redirect(303, locals.href(`${path}?saved`));
    const done = await locals.api(submitApplication, { params });
    if (done.ok) redirect(303, locals.href(`${path}/summary?sent`));
    const [step, { locale }] = [stepOf(done), locals];
    if (!step) return refused(done, sent, locale);
    const name = stepText(step, locale);
    const texts =
      done.code === 'step_incomplete'
        ? { step_incomplete: m.exhibit_step_left({ step: name }, { locale }) }
        : {};
    return refused(done, sent, locale, { refusals: { [done.code]: step }, texts });
  },
};
