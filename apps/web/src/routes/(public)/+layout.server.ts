import type { LayoutServerLoad } from './$types';

/** The edition for header and footer; a page that cannot do without it says so itself. */
export const load: LayoutServerLoad = async ({ locals }) => {
  const edition = await locals.edition();
  return { edition: edition.ok ? edition.data : undefined };
};
