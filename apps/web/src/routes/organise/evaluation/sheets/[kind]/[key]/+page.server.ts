import { error } from '@sveltejs/kit';
import { readSheet } from '@vagval/contract';
import { kindNamed } from '#lib/evaluation/sheet.ts';
import { editionAsked } from '#lib/server/evaluation.ts';
import { stop } from '#lib/server/form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, params }) => {
  const kind = kindNamed(params.kind);
  if (!kind) error(404, { message: 'not_found', code: 'not_found' });
  const { edition } = await editionAsked({ locals, url });
  const sheet = await locals.api(readSheet, { params: { edition: edition.slug, kind, key: params.key } });
  if (!sheet.ok) stop(sheet);
  return { sheet: sheet.data };
};
