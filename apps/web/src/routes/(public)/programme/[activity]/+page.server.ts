import { readActivity } from '@vagval/contract';
import { localised } from '@vagval/text';
import { eventsOf, dataBlock } from '#lib/programme/schema-org.ts';
import { readSelection, sizeOf } from '#lib/programme/selection.ts';
import { stop } from '#lib/server/form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const found = await locals.edition();
  if (!found.ok) stop(found);
  const edition = found.data;
  const selection = readSelection(url.searchParams);
  const { audience } = selection;
  const answer = await locals.api(readActivity, {
    params: { edition: edition.slug, activity: params.activity },
    query: { audience, size: sizeOf(selection) },
  });
  // What is no id at all is an address that leads nowhere.
  if (!answer.ok) stop(answer.code === 'invalid' ? { ...answer, problem: { status: 404 } } : answer);
  const { activity, slots } = answer.data;
  const address = `${locals.origin}${locals.href(`/programme/${activity.id}`)}`;
  const events = eventsOf({
    activity,
    slots,
    edition,
    address,
    locale: locals.locale,
    now: locals.now,
  });
  return {
    selection,
    activity,
    slots,
    address,
    title: localised(activity.titles, locals.locale),
    description: activity.descriptions && localised(activity.descriptions, locals.locale),
    feed: `${locals.origin}/api/editions/${edition.slug}/slots.ics?activity=${activity.id}`,
    events: events.length ? dataBlock(events) : undefined,
    now: locals.now,
  };
};
