import { ApplicationState, listApplications } from '@vagval/contract';
import { stop } from '#lib/server/form.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const found = await locals.edition();
  if (!found.ok) stop(found);
  const state = ApplicationState.safeParse(url.searchParams.get('state')).data;
  const q = url.searchParams.get('q')?.trim().slice(0, 80) ?? '';
  const query = { ...(state && { state }), ...(q && { q }) };
  const applications = await locals.api(listApplications, { params: { edition: found.data.slug }, query });
  if (!applications.ok) stop(applications);
  return { ...applications.data, state, q };
};
