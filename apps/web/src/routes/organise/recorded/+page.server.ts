import { importRecorded, listRecorded } from '@vagval/contract';
import { m } from '@vagval/text';
import { editionAsked } from '#lib/server/evaluation.ts';
import { pastedOrChosen, readForm, refused, stop } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { edition } = await editionAsked({ locals, url });
  const recorded = await locals.api(listRecorded, { params: { edition: edition.slug } });
  if (!recorded.ok) stop(recorded);
  return { edition, items: recorded.data.items };
};

export const actions: Actions = {
  default: async ({ locals, request, url }) => {
    const copy = request.clone();
    const sent = await readForm(request);
    const csv = await pastedOrChosen(copy, 'csv');
    const { edition } = await editionAsked({ locals, url });
    const body = { csv, dryRun: sent.text('do') !== 'write' };
    const read = await locals.api(importRecorded, { params: { edition: edition.slug }, body });
    const texts = { csv: m.recorded_csv_missing({}, { locale: locals.locale }) };
    if (!read.ok) return refused(read, sent, locals.locale, { texts });
    return { read: read.data, csv };
  },
};
