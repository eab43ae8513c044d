import { randomUUID } from 'node:crypto';
import { bookParty, listSlots } from '@vagval/contract';
import { redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { minutesLeft } from '#lib/booking/hold.ts';
import { audienceOf, naming, orderOf } from '#lib/booking/order.ts';
import { everyChoice, overlapping, readSelection, sizeOf } from '#lib/programme/selection.ts';
import { sessionCookie } from '#lib/server/ask.ts';
import { readForm, refused, stop } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ cookies, locals, url }) => {
  const found = await locals.edition();
  if (!found.ok) stop(found);
  const selection = readSelection(url.searchParams);
  const ids = everyChoice(selection);
  if (ids.length === 0) redirect(303, locals.href('/programme'));
  const { audience, hold } = selection;
  const params = { edition: found.data.slug };
  const query = { ids: ids.join(','), audience, size: sizeOf(selection) };
  const slots = await locals.api(listSlots, { params, query });
  if (!slots.ok) stop(slots);
  const { items } = slots.data;
  return {
    selection,
    slots: items,
    clashes: overlapping(items),
    key: keyIn(url) ?? randomUUID(),
    fresh: randomUUID(),
    now: locals.now,
    assists: await assists({ cookies, locals }),
    kept: hold !== undefined && minutesLeft(hold, locals.now) > 0,
  };
};

/** Whether somebody is signed in who books for callers; who never signed in costs no question. */
async function assists({ cookies, locals }: Pick<RequestEvent, 'cookies' | 'locals'>): Promise<boolean> {
  if (!cookies.get(sessionCookie)) return false;
  const session = await locals.session();
  return session.ok && session.data.may.includes('booking.assist');
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The form's key stands in its address: going back to the form is going back to the same request. */
function keyIn(url: URL): string | undefined {
  const key = url.searchParams.get('key');
  return key && uuid.test(key) ? key : undefined;
}

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const sent = await readForm(request);
    const found = await locals.edition();
    if (!found.ok) return refused(found, sent, locals.locale);
    const kind = audienceOf(sent);
    const booked = await locals.api(
      bookParty,
      { params: { edition: found.data.slug }, body: orderOf(sent, kind, locals.locale) },
      { headers: { 'idempotency-key': sent.text('key') ?? randomUUID() } },
    );
    if (booked.ok) redirect(303, locals.href(`/party/${booked.data.token}/confirmed`));
    return refused(booked, sent, locals.locale, naming(booked, kind));
  },
};
