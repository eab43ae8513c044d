import { client, currentEdition, readSession } from '@vagval/contract';
import type { Call, Result } from '@vagval/contract';
import type { RequestEvent } from '@sveltejs/kit';
import { API_URL } from '$app/env/private';

export type EditionResult = Result<typeof currentEdition>;
export type SessionResult = Result<typeof readSession>;

export const sessionCookie = 'vagval_session';

/** What the API must know about who is asking, on every call and every forwarded request. */
export function originHeaders(event: RequestEvent): Record<string, string> {
  return { 'x-forwarded-for': event.getClientAddress(), 'accept-language': event.locals.locale };
}

/** The API for one request: it carries this visitor's session, language and address. */
export function apiFor(event: RequestEvent): Call {
  const session = event.cookies.get(sessionCookie);
  const cookie = session ? { cookie: `${sessionCookie}=${encodeURIComponent(session)}` } : {};
  return client({ base: API_URL, headers: { ...originHeaders(event), ...cookie } });
}

/** Asks when first wanted, and gives everybody else in the same request the same answer. */
export function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
}

export const askEdition = (api: Call) => once(() => api(currentEdition));
export const askSession = (api: Call) => once(() => api(readSession));
