import type { PageServerLoad } from './$types';

const seconds = 10;

/** The next one starts in Swedish, without anybody pressing anything and without a script. */
export const load: PageServerLoad = ({ params, setHeaders }) => {
  const start = `/survey/kiosk/${params.token}`;
  setHeaders({ refresh: `${seconds}; url=${start}` });
  return { start, seconds };
};
