import type { Reroute } from '@sveltejs/kit/hooks';
import { splitLocale } from '#lib/address.ts';

/** Every language has the same routes; the prefix only chooses the language. */
export const reroute: Reroute = ({ url }) => splitLocale(url.pathname).path;
