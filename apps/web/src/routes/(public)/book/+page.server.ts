import { randomUUID } from 'node:crypto';
import { bookParty, listSlots } from '@vagval/contract';
import { isLocale } from '@vagval/text';
import { redirect } from '@sveltejs/kit';
import { placesField, wishesOf } from '#lib/booking/slot-lines.ts';
import { everyChoice, overlapping, readSelection } from '#lib/programme/selection.ts';
import { readForm, refused, stop } from '#lib/server/form.ts';
import type { Sent, Unsuccessful } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const found = await locals.edition();
  if (!found.ok) stop(found);
  const selection = readSelection(url.searchParams);
  const ids = everyChoice(selection);
  if (ids.length === 0) redirect(303, locals.href('/programme'));
  const { audience } = selection;
  const params = { edition: found.data.slug };
  const slots = await locals.api(listSlots, { params, query: { ids: ids.join(','), audience } });
  if (!slots.ok) stop(slots);
  const { items } = slots.data;
  return {
    selection,
    slots: items,
    clashes: overlapping(items),
    key: keyIn(url) ?? randomUUID(),
    fresh: randomUUID(),
  };
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The form's key stands in its address: going back to the form is going back to the same request. */
function keyIn(url: URL): string | undefined {
  const key = url.searchParams.get('key');
  return key && uuid.test(key) ? key : undefined;
}

type Kind = 'family' | 'class';
const grades = ['8', '9', 'im', 'adapted', 'sfi', 'newly-arrived', 'other'] as const;
const arrivals = ['bus', 'tram', 'walk', 'other'] as const;
const needs = [
  'language-guide',
  'interpreter',
  'sign-language',
  'hearing-loop',
  'wheelchair',
  'quiet',
] as const;

const oneOf = <T extends string>(known: readonly T[], text: string | undefined): T | undefined =>
  known.find((it) => it === text);

/** A class is counts, never names; its size is all who come through the door. */
function classOf(sent: Sent) {
  const [pupils, staff] = [sent.number('pupils') ?? Number.NaN, sent.number('staff') ?? 0];
  const arrival = oneOf(arrivals, sent.text('arrival'));
  const details = {
    school: sent.text('school') ?? '',
    className: sent.text('className') ?? '',
    grade: oneOf(grades, sent.text('grade')) ?? ('' as 'other'),
    pupils,
    staff,
    ...(arrival && { arrival }),
  };
  return { size: pupils + staff, class: details };
}

function orderOf(sent: Sent, kind: Kind, locale: 'sv' | 'en' | 'ar') {
  const wanted = sent.text('language');
  const email = sent.text('email');
  const who = kind === 'class' ? classOf(sent) : { size: sent.number('size') ?? Number.NaN };
  return {
    kind,
    ...who,
    contact: { ...(email && { email }) },
    locale: isLocale(wanted) ? wanted : locale,
    needs: needs.filter((need) => sent.all('needs').includes(need)),
    bookings: wishesOf(sent),
  };
}

/** Where a refusal belongs: beside the choice it names, or beside the field it is about. */
function naming(result: Unsuccessful, kind: Kind) {
  const slot = result.problem && 'slot' in result.problem ? String(result.problem.slot) : undefined;
  const byChoice = slot ? { [result.code]: placesField(slot) } : {};
  const size = kind === 'class' ? 'pupils' : 'size';
  return {
    fields: {
      '/body/size': size,
      '/body/contact/email': 'email',
      '/body/class/school': 'school',
      '/body/class/className': 'className',
      '/body/class/grade': 'grade',
      '/body/class/pupils': 'pupils',
      '/body/class/staff': 'staff',
    },
    refusals: { contact_required: 'email', over_party_size: size, ...byChoice },
  };
}

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const sent = await readForm(request);
    const found = await locals.edition();
    if (!found.ok) return refused(found, sent, locals.locale);
    const kind = sent.text('for') === 'class' ? 'class' : 'family';
    const booked = await locals.api(
      bookParty,
      { params: { edition: found.data.slug }, body: orderOf(sent, kind, locals.locale) },
      { headers: { 'idempotency-key': sent.text('key') ?? randomUUID() } },
    );
    if (booked.ok) redirect(303, locals.href(`/party/${booked.data.token}/confirmed`));
    return refused(booked, sent, locals.locale, naming(booked, kind));
  },
};
