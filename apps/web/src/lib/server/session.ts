import type { RequestEvent } from '@sveltejs/kit';
import { sessionCookie } from './ask.ts';

/** Gives the visitor's browser the session the API has just set, and only that. */
export function keepSession(event: RequestEvent, response: Response): void {
  for (const header of response.headers.getSetCookie()) {
    const [pair = '', ...attributes] = header.split(';');
    const [name, value = ''] = pair.trim().split('=');
    if (name === sessionCookie) setSession(event, decodeURIComponent(value), maxAgeOf(attributes));
  }
}

/** Signed out: the cookie goes, whatever the API answered. */
export function dropSession(event: RequestEvent): void {
  event.cookies.delete(sessionCookie, { path: '/', secure: isSecure(event) });
}

/** Kit would judge by its own address, which says https on plain http too; a browser drops such a cookie there. */
const isSecure = ({ locals }: RequestEvent): boolean => locals.origin.startsWith('https:');

function setSession(event: RequestEvent, value: string, maxAge: number | undefined): void {
  const age = maxAge === undefined ? {} : { maxAge };
  event.cookies.set(sessionCookie, value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(event),
    ...age,
  });
}

function maxAgeOf(attributes: string[]): number | undefined {
  const found = attributes.map((it) => /^\s*max-age=(\d+)\s*$/i.exec(it)?.[1]).find(Boolean);
  return found === undefined ? undefined : Number(found);
}
