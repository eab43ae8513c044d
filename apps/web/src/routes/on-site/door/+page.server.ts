import { randomUUID } from 'node:crypto';
import { checkTicket, enrolDevice, listDoors, readOccupancy, recordPassages } from '@vagval/contract';
import { fail, redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { asDevice, deviceOf, dropDevice, keepDevice } from '#lib/server/device.ts';
import type { Device } from '#lib/server/device.ts';
import { readForm, refused, stop } from '#lib/server/form.ts';
import type { Sent } from '#lib/server/form.ts';
import { signedIn } from '#lib/server/staff.ts';
import type { Actions, PageServerLoad } from './$types';

/** Which door this phone stands at, or the doors to choose from. */
export const load: PageServerLoad = async (event) => {
  await signedIn(event);
  const { locals, cookies } = event;
  const found = await locals.edition();
  if (!found.ok) stop(found);
  const edition = found.data.slug;
  const [doors, now] = await Promise.all([
    locals.api(listDoors, { params: { edition } }),
    locals.api(readOccupancy, { params: { edition }, query: {} }),
  ]);
  if (!doors.ok) stop(doors);
  const device = deviceOf(cookies);
  const door = doors.data.items.find(({ id }) => id === device?.door);
  return {
    edition,
    name: found.data.fair.name,
    door,
    doors: doors.data.items,
    occupancy: now.ok ? now.data : undefined,
    /** The id of the next passage: made before it is sent, so that sending twice counts once. */
    passage: randomUUID(),
  };
};

const enrolled = ({ cookies, locals }: RequestEvent): Device => {
  const device = deviceOf(cookies);
  if (!device) redirect(303, locals.href('/on-site/door'));
  return device;
};

const passageOf = (sent: Sent, device: Device, now: Date) => {
  const [ticket, party] = [sent.text('ticket'), sent.text('party')];
  return {
    id: sent.text('passage') ?? randomUUID(),
    at: now.toISOString(),
    door: device.door,
    direction: sent.text('direction') === 'out' ? ('out' as const) : ('in' as const),
    count: sent.number('count') ?? Number.NaN,
    ...(ticket && { ticket }),
    ...(party && !ticket && { party }),
  };
};

export const actions: Actions = {
  enrol: async (event) => {
    const sent = await readForm(event.request);
    const enrolment = await event.locals.api(enrolDevice, { body: { door: sent.text('door') ?? '' } });
    if (!enrolment.ok) return refused(enrolment, sent, event.locals.locale);
    keepDevice(event, { token: enrolment.data.token, door: enrolment.data.door.id });
    redirect(303, event.locals.href('/on-site/door'));
  },
  leave: ({ cookies, locals }) => {
    dropDevice(cookies);
    redirect(303, locals.href('/on-site/door'));
  },
  check: async (event) => {
    const device = enrolled(event);
    const sent = await readForm(event.request);
    const ticket = sent.text('ticket') ?? '';
    const checked = await event.locals.api(
      checkTicket,
      { body: { ticket, door: device.door } },
      asDevice(device),
    );
    if (!checked.ok) return refused(checked, sent, event.locals.locale);
    return { ticket, verdict: checked.data };
  },
  pass: async (event) => {
    const device = enrolled(event);
    const sent = await readForm(event.request);
    const item = passageOf(sent, device, event.locals.now);
    const told = await event.locals.api(recordPassages, { body: { items: [item] } }, asDevice(device));
    if (!told.ok)
      return refused(told, sent, event.locals.locale, { fields: { '/body/items/0/count': 'count' } });
    const [outcome] = told.data.items;
    if (outcome?.outcome !== 'counted') return fail(409, { outcome: outcome?.outcome, at: outcome?.at });
    return { passed: { count: item.count, direction: item.direction } };
  },
};
