import { applicationOf } from '#lib/server/application.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
  application: await applicationOf(event),
  saved: event.url.searchParams.has('saved'),
  now: event.locals.now.toISOString(),
});
