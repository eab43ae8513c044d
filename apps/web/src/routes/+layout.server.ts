import { splitLocale } from '#lib/address.ts';
import type { LayoutServerLoad } from './$types';

/** Never asks the API, so that even an error page has its language. */
export const load: LayoutServerLoad = ({ locals, url }) => {
  const page = splitLocale(url.pathname).path + url.search;
  return { locale: locals.locale, origin: locals.origin, page };
};
