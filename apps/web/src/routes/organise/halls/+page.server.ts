import { listApplications, readHall } from '@vagval/contract';
import { byCode, readZoom } from '#lib/halls/plan.ts';
import { stop } from '#lib/server/form.ts';
import { hallsNow } from '#lib/server/halls.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { slug, halls } = await hallsNow(locals);
  const id = halls.find((it) => it.id === url.searchParams.get('hall'))?.id ?? halls[0]?.id;
  const params = { edition: slug };
  const [plan, waiting] = await Promise.all([
    id ? locals.api(readHall, { params: { ...params, hall: id } }) : undefined,
    locals.api(listApplications, { params, query: { state: 'approved' } }),
  ]);
  if (plan && !plan.ok) stop(plan);
  if (!waiting.ok) stop(waiting);
  return {
    halls,
    plan: plan?.data,
    waiting: waiting.data.items,
    q: url.searchParams.get('q')?.trim().slice(0, 80) ?? '',
    chosen: plan && byCode(plan.data, url.searchParams.get('booth'))?.code,
    zoom: readZoom(url.searchParams.get('zoom')),
  };
};
