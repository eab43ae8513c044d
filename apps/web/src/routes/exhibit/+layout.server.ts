import { signedIn } from '#lib/server/staff.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, url }) => {
  const [session, edition] = [await signedIn({ locals, url }), await locals.edition()];
  return { session, edition: edition.ok ? edition.data : undefined };
};
