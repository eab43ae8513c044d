import {
  classOverview,
  importSchools,
  readSplit,
  SchoolProgress,
  startSplit,
  stopSplit,
} from '@vagval/contract';
import { m } from '@vagval/text';
import { redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { pastedOrChosen, readForm, refused, stop } from '#lib/server/form.ts';
import type { Sent } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

type Locals = RequestEvent['locals'];

async function slugOf(locals: Locals): Promise<string> {
  const edition = await locals.edition();
  if (!edition.ok) stop(edition);
  return edition.data.slug;
}

function askedIn(query: URLSearchParams) {
  const q = query.get('q')?.trim().slice(0, 80);
  const progress = SchoolProgress.options.find((it) => it === query.get('progress'));
  const page = Number(/^\d{1,3}$/.exec(query.get('page') ?? '')?.[0] ?? 1) || 1;
  return { ...(q && { q }), ...(progress && { progress }), page };
}

export const load: PageServerLoad = async ({ locals, url }) => {
  const session = await locals.session();
  const edition = await slugOf(locals);
  const asked = askedIn(url.searchParams);
  const overview = await locals.api(classOverview, { params: { edition }, query: asked });
  if (!overview.ok) stop(overview);
  const id = overview.data.split;
  const split = id ? await locals.api(readSplit, { params: { edition, split: id } }) : undefined;
  return {
    asked,
    overview: overview.data,
    split: split?.ok ? split.data : undefined,
    mayWrite: session.ok && session.data.may.includes('programme.write'),
  };
};

const splitOf = (sent: Sent): string => sent.text('split') ?? '';

export const actions: Actions = {
  read: async ({ locals, request }) => {
    const copy = request.clone();
    const sent = await readForm(request);
    const csv = await pastedOrChosen(copy, 'csv');
    const dryRun = sent.text('do') !== 'write';
    const params = { edition: await slugOf(locals) };
    const read = await locals.api(importSchools, { params, body: { csv, dryRun } });
    const texts = { csv: m.school_staff_csv_missing({}, { locale: locals.locale }) };
    if (!read.ok) return refused(read, sent, locals.locale, { texts });
    return { read: read.data, csv };
  },
  start: async ({ locals, request }) => {
    const sent = await readForm(request);
    const started = await locals.api(startSplit, { params: { edition: await slugOf(locals) }, body: {} });
    if (!started.ok) return refused(started, sent, locals.locale);
    redirect(303, locals.href('/organise/classes#split'));
  },
  stop: async ({ locals, request }) => {
    const sent = await readForm(request);
    const params = { edition: await slugOf(locals), split: splitOf(sent) };
    const stopped = await locals.api(stopSplit, { params });
    if (!stopped.ok) return refused(stopped, sent, locals.locale);
    redirect(303, locals.href('/organise/classes#split'));
  },
};
