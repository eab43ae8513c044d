import { readHall, saveBooth } from '@vagval/contract';
import { m } from '@vagval/text';
import { redirect } from '@sveltejs/kit';
import { readZoom } from '#lib/halls/plan.ts';
import { pathOf } from '#lib/exhibit/steps.ts';
import type { Application } from '#lib/exhibit/steps.ts';
import { changeable, goOn, isLater } from '#lib/server/application.ts';
import { readForm, refused, stop } from '#lib/server/form.ts';
import { hallsNow } from '#lib/server/halls.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const application = await changeable(event);
  const { locals, url } = event;
  const { slug, halls } = await hallsNow(locals);
  const plans = await Promise.all(
    halls.map(async ({ id }) => {
      const plan = await locals.api(readHall, { params: { edition: slug, hall: id } });
      return plan.ok ? plan.data : stop(plan);
    }),
  );
  return {
    application,
    plans,
    picked: url.searchParams.get('booth') ?? undefined,
    hall: hallShown(application, url) ?? plans[0]?.id,
    zoom: readZoom(url.searchParams.get('zoom')),
    now: locals.now.toISOString(),
  };
};

function hallShown({ booth }: Application, url: URL): string | undefined {
  return url.searchParams.get('hall') ?? booth.held?.hall.id ?? booth.placed?.hall.id;
}

export const actions: Actions = {
  default: async (event) => {
    const { locals, params, request } = event;
    const sent = await readForm(request);
    const [size, booth, wishes] = [sent.text('size'), sent.text('booth'), sent.text('wishes')];
    // Nothing chosen yet is nothing to save: the day is not lost by leaving.
    if (isLater(sent) && !size && !booth && !wishes) goOn(event, sent, 'booth');
    const body = { size: size ?? '', ...(booth && { booth }), ...(wishes && { wishes }) };
    const saved = await locals.api(saveBooth, { params, body });
    if (saved.ok && sent.text('then') === 'hold')
      redirect(303, locals.href(`${pathOf({ id: params.application }, 'booth')}?held#hold`));
    if (saved.ok) goOn(event, sent, 'booth');
    const options = { locale: locals.locale };
    const code = saved.code === 'booth_taken' || saved.code === 'not_found' ? 'booth' : 'size';
    return refused(saved, sent, locals.locale, {
      refusals: { size_sold_out: code, booth_taken: code, ...(booth && { not_found: code }) },
      texts: {
        size: m.exhibit_size_needed({}, options),
        booth: m.exhibit_booth_other_size({}, options),
        booth_taken: m.exhibit_booth_taken({}, options),
        not_found: m.exhibit_booth_taken({}, options),
      },
    });
  },
};
