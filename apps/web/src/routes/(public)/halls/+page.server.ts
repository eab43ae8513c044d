import { hallPage } from '#lib/server/halls.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => hallPage(event);
