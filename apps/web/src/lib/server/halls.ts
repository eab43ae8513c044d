import { listExhibitors, listHalls, readHall } from '@vagval/contract';
import type { RequestEvent } from '@sveltejs/kit';
import type { HallPage } from '#lib/halls/hall-page.ts';
import { byCode, readZoom } from '#lib/halls/plan.ts';
import { walkTo } from '#lib/halls/walk.ts';
import { stop } from './form.ts';

type Asking = Pick<RequestEvent, 'locals' | 'url'>;

/** The halls of the current edition, or the page that says why not. */
export async function hallsNow(locals: RequestEvent['locals']) {
  const edition = await locals.edition();
  if (!edition.ok) stop(edition);
  const { slug } = edition.data;
  const halls = await locals.api(listHalls, { params: { edition: slug } });
  if (!halls.ok) stop(halls);
  return { slug, halls: halls.data.items };
}

const nothing = {
  hall: undefined,
  exhibitors: [],
  hits: [],
  only: false,
  chosen: undefined,
  walk: undefined,
  zoom: 1,
};

/** A hall (the first one unless said), what was searched for and which booth was chosen. */
export async function hallPage({ locals, url }: Asking, wanted?: string): Promise<HallPage> {
  const { slug, halls } = await hallsNow(locals);
  const q = url.searchParams.get('q')?.trim().slice(0, 80) ?? '';
  const id = wanted ?? halls[0]?.id;
  if (id === undefined) return { ...nothing, halls, q };
  const params = { edition: slug };
  const [hall, all, found] = await Promise.all([
    locals.api(readHall, { params: { ...params, hall: id } }),
    locals.api(listExhibitors, { params }),
    q ? locals.api(listExhibitors, { params, query: { q } }) : undefined,
  ]);
  if (!hall.ok) stop(hall);
  if (!all.ok) stop(all);
  if (found && !found.ok) stop(found);
  const chosen = byCode(hall.data, url.searchParams.get('booth'));
  return {
    halls,
    q,
    hall: hall.data,
    exhibitors: all.data.items.filter(({ booths }) => booths.some((it) => it.hall === hall.data.name)),
    hits: found?.data.items ?? [],
    only: url.searchParams.has('only'),
    chosen: chosen?.code,
    walk: chosen && walkTo(hall.data, chosen),
    zoom: readZoom(url.searchParams.get('zoom')),
  };
}
