import { defineEnvVars } from '@sveltejs/kit/env';
import * as z from 'zod';

/** Checked when the server is built as well as when it starts, therefore every variable has a default. */
export const variables = defineEnvVars({
  API_URL: {
    schema: z.url().default('http://127.0.0.1:3001'),
    description: 'Where the API listens; only this server talks to it',
  },
  CLOCK_AT: {
    schema: (value) => (value ? new Date(value).getTime() : undefined),
    description: 'The instant the clock starts at, as for the API; empty: the real time',
  },
  TRAFFIC_KEY: {
    schema: (value) => value ?? '',
    description:
      'The key under which page views are reported to the API, as there; empty: nothing is counted',
  },
  WEB_ORIGIN: {
    schema: (value) => (value ? new URL(value).origin : ''),
    description: 'The address visitors use, with scheme; empty: taken from each request',
  },
});
