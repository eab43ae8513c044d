import { chooseWindow, listSlots, proposeGroups, wishStations } from '@vagval/contract';
import { m } from '@vagval/text';
import { redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { classOf } from '#lib/server/classes.ts';
import { readForm, refused, stop } from '#lib/server/form.ts';
import type { Sent, Unsuccessful } from '#lib/server/form.ts';
import { pathOf } from '#lib/school/classes.ts';
import type { SchoolClass } from '#lib/school/classes.ts';
import { stationsOf, windowDays, wishesIn } from '#lib/school/plan.ts';
import type { Actions, PageServerLoad } from './$types';

type Locals = RequestEvent['locals'];

export const load: PageServerLoad = async (event) => {
  const { locals } = event;
  const it = await classOf(event);
  if (it.changeable !== 'all' || it.state !== 'active') redirect(303, locals.href(pathOf(it)));
  const params = { edition: it.edition.slug };
  const size = it.pupils + it.staff;
  const [windows, stations] = await Promise.all([
    locals.api(listSlots, { params, query: { kind: 'arrival', audience: 'class', size } }),
    locals.api(listSlots, { params, query: { kind: 'try-it', audience: 'class' } }),
  ]);
  if (!windows.ok) stop(windows);
  if (!stations.ok) stop(stations);
  return {
    it,
    days: windowDays(windows.data.items, it.window?.id, it.edition.timeZone),
    stations: stationsOf(stations.data.items, locals.locale),
  };
};

/** The wishes need no time of arrival, so they are kept first: nothing is booked for a form that is refused. */
async function save(locals: Locals, it: SchoolClass, sent: Sent) {
  const params = { class: it.id };
  const slot = sent.text('slot');
  if (!slot) return { ok: false, code: 'window_missing', problem: { status: 422 } } satisfies Unsuccessful;
  const wishes = wishesIn(sent.values());
  const visits = sent.number('visits') ?? Number.NaN;
  const wished = await locals.api(wishStations, { params, body: { wishes, visits } });
  if (!wished.ok || slot === it.window?.id) return wished;
  return locals.api(chooseWindow, { params, body: { slot } });
}

function namingOf(sent: Sent, { locale }: Locals) {
  const inWindow = [
    'slot_full',
    'slot_closed',
    'not_open_yet',
    'school_share_reached',
    'overlaps',
    'window_missing',
  ];
  const count = wishesIn(sent.values()).length;
  return {
    fields: { '/body/slot': 'slot', '/body/wishes': 'wishes', '/body/visits': 'visits' },
    refusals: {
      ...Object.fromEntries(inWindow.map((code) => [code, 'slot'])),
      nothing_free: 'wishes',
      activity_unknown: 'wishes',
    },
    texts: {
      window_missing: m.school_window_missing({}, { locale }),
      wishes: m.school_wishes_many({ count }, { locale }),
      nothing_free: m.school_plan_saved_nothing({}, { locale }),
    },
  };
}

export const actions: Actions = {
  default: async (event) => {
    const { locals, request } = event;
    const sent = await readForm(request);
    const it = await classOf(event);
    const saved = await save(locals, it, sent);
    if (!saved.ok) return refused(saved, sent, locals.locale, namingOf(sent, locals));
    if (!wishesIn(sent.values()).length) redirect(303, locals.href(`${pathOf(it)}?done=window`));
    const proposed = await locals.api(proposeGroups, { params: { class: it.id } });
    if (!proposed.ok) return refused(proposed, sent, locals.locale, namingOf(sent, locals));
    redirect(303, locals.href(pathOf(it, 'split')));
  },
};
