import { listPlanned } from '@vagval/contract';
import { stop } from '#lib/server/form.ts';
import { planningNow } from '#lib/server/planning.ts';
import type { PageServerLoad } from './$types';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const date = /^\d{4}-\d{2}-\d{2}$/;

export const load: PageServerLoad = async ({ locals, url }) => {
  const { edition, choices } = await planningNow(locals);
  const asked = url.searchParams;
  // Hundreds of slots are no overview: the fair's first day unless another was asked for.
  const wanted = asked.get('day') ?? edition.days[0]?.date ?? '';
  const day = date.test(wanted) ? wanted : undefined;
  const kind = choices.kinds.find(({ key }) => key === asked.get('kind'))?.key;
  const place = uuid.test(asked.get('place') ?? '') ? (asked.get('place') ?? undefined) : undefined;
  const withdrawn = asked.has('withdrawn');
  const query = { ...(day && { day }), ...(kind && { kind }), ...(place && { place }), withdrawn };
  const planned = await locals.api(listPlanned, { params: { edition: edition.slug }, query });
  if (!planned.ok) stop(planned);
  return { ...planned.data, choices, day, kind, place, withdrawn };
};
