import { listMeetings } from '@vagval/contract';
import { stop } from '#lib/server/form.ts';
import type { PageServerLoad } from './$types';

const everyKind = 'all';

export const load: PageServerLoad = async ({ locals, url }) => {
  const edition = await locals.edition();
  if (!edition.ok) stop(edition);
  const language = url.searchParams.get('language') ?? undefined;
  const query = language ? { language } : {};
  const found = await locals.api(listMeetings, { params: { edition: edition.data.slug }, query });
  if (!found.ok) stop(found);
  // Meetings in languages come first in the programme; everything else is a choice away.
  const kind = url.searchParams.get('kind') ?? found.data.kinds[0]?.key;
  const items = found.data.items.filter((it) => kind === everyKind || it.kind === kind);
  return { ...found.data, items, kind, everyKind, language };
};
