import type { LayoutServerLoad } from './$types';

/** The first page is for everybody; those behind it ask for a session themselves. */
export const load: LayoutServerLoad = async ({ locals }) => {
  const [session, edition] = [await locals.session(), await locals.edition()];
  const teacher = session.ok && session.data.may.includes('class.own') ? session.data.account : undefined;
  return { teacher, edition: edition.ok ? edition.data : undefined };
};
