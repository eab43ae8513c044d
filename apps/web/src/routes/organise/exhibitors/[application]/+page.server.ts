import { decideApplication, listProgrammes, placeBooth, readHall, reviewApplication } from '@vagval/contract';
import type { In } from '@vagval/contract';
import { m } from '@vagval/text';
import { redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { readForm, refused, stop } from '#lib/server/form.ts';
import type { Sent } from '#lib/server/form.ts';
import { hallsNow } from '#lib/server/halls.ts';
import type { Actions, PageServerLoad } from './$types';

async function plansOf(locals: RequestEvent['locals']) {
  const { slug, halls } = await hallsNow(locals);
  return Promise.all(
    halls.map(async ({ id }) => {
      const plan = await locals.api(readHall, { params: { edition: slug, hall: id } });
      return plan.ok ? plan.data : stop(plan);
    }),
  );
}

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const read = await locals.api(reviewApplication, { params });
  if (!read.ok)
    stop(read.code === 'invalid' ? { ...read, code: 'not_found', problem: { status: 404 } } : read);
  const [plans, programmes] = [await plansOf(locals), await locals.api(listProgrammes)];
  if (!programmes.ok) stop(programmes);
  const { held } = read.data.booth;
  const free = plans.flatMap(({ name, booths }) =>
    booths
      .filter(({ id, state }) => state === 'free' || id === held?.id)
      .map(({ id, code, size }) => ({ id, code, size, hall: name })),
  );
  return {
    application: read.data,
    programmes: programmes.data.items,
    free,
    halls: plans.map(({ id, name, width, depth }) => ({ id, name, width, depth })),
    picked: url.searchParams.get('booth') ?? undefined,
    done: url.searchParams.get('done'),
  };
};

const decisions = ['approve', 'ask_completion', 'decline', 'waiting_list'] as const;
type Placing = In<typeof placeBooth>['body'];

/** Metres as people write them: 12,5 or 12.5. Anything else is for the API to refuse. */
const metres = (sent: Sent, name: string): number => Number(sent.text(name)?.replace(',', '.') ?? Number.NaN);

const rectangleOf = (sent: Sent): Placing => ({
  hall: sent.text('hall') ?? '',
  code: sent.text('code')?.toUpperCase() ?? '',
  x: metres(sent, 'x'),
  y: metres(sent, 'y'),
  width: metres(sent, 'width'),
  depth: metres(sent, 'depth'),
});

/** What cannot be a rectangle is told here, field by field: the API only sees that it is neither a booth nor a rectangle. */
function wrongFields(sent: Sent): { path: string; code: string }[] {
  const numbers = ['x', 'y', 'width', 'depth'].filter((name) => !(metres(sent, name) >= 0));
  const code = /^[A-Z]\d{2,3}$/i.test(sent.text('code') ?? '') ? [] : ['code'];
  return [...numbers, ...code].map((name) => ({ path: `/body/${name}`, code: 'invalid_type' }));
}

const placed = (id: string) => `/organise/exhibitors/${id}?done=placed`;

export const actions: Actions = {
  decide: async ({ locals, params, request }) => {
    const sent = await readForm(request);
    const [note, wanted] = [sent.text('note'), sent.text('decision')];
    const decision = decisions.find((it) => it === wanted) ?? ('' as 'approve');
    const decided = await locals.api(decideApplication, {
      params,
      body: { decision, ...(note && { note }) },
    });
    if (decided.ok) redirect(303, locals.href(`/organise/exhibitors/${params.application}?done=decided`));
    return refused(decided, sent, locals.locale);
  },
  give: async ({ locals, params, request }) => {
    const sent = await readForm(request);
    const given = await locals.api(placeBooth, { params, body: { booth: sent.text('booth') ?? '' } });
    if (given.ok) redirect(303, locals.href(placed(params.application)));
    const options = { locale: locals.locale };
    return refused(given, sent, locals.locale, {
      fields: { '/body': 'booth' },
      refusals: { booth_taken: 'booth', not_found: 'booth' },
      texts: {
        booth: m.exhibit_place_choose({}, options),
        booth_taken: m.exhibit_booth_taken({}, options),
      },
    });
  },
  draw: async ({ locals, params, request }) => {
    const sent = await readForm(request);
    const texts = {
      code: m.exhibit_place_code_wrong({}, { locale: locals.locale }),
      ...Object.fromEntries(
        ['x', 'y', 'width', 'depth'].map((name) => [
          name,
          m.exhibit_place_metres_wrong({}, { locale: locals.locale }),
        ]),
      ),
    };
    const errors = wrongFields(sent).map((it) => ({ ...it, message: it.code }));
    if (errors.length)
      return refused({ ok: false, code: 'invalid', problem: { status: 422, errors } }, sent, locals.locale, {
        texts,
      });
    const drawn = await locals.api(placeBooth, { params, body: rectangleOf(sent) });
    if (drawn.ok) redirect(303, locals.href(placed(params.application)));
    const inTheWay =
      drawn.code === 'booth_taken' && drawn.problem.booth
        ? {
            booth_taken: m.exhibit_booth_in_the_way(
              { booth: drawn.problem.booth },
              { locale: locals.locale },
            ),
          }
        : {};
    return refused(drawn, sent, locals.locale, {
      fields: { '/body': 'x' },
      refusals: { booth_taken: 'x', booth_outside: 'x', booth_code_taken: 'code', not_found: 'hall' },
      texts: { ...texts, ...inTheWay },
    });
  },
};
