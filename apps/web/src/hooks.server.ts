import { sequence } from '@sveltejs/kit/hooks';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { directionOf } from '@vagval/text';
import { API_URL, CLOCK_AT, WEB_ORIGIN } from '$app/env/private';
import { addressIn, splitLocale } from '#lib/address.ts';
import { now } from '#lib/clock.ts';
import { apiFor, askEdition, askSession, originHeaders } from '#lib/server/ask.ts';
import { isForeignWrite, originOf } from '#lib/server/origin.ts';
import { passOn } from '#lib/server/proxy.ts';
import { noteView } from '#lib/server/traffic.ts';

const guardWrites: Handle = ({ event, resolve }) => {
  event.locals.origin = originOf(event.request, WEB_ORIGIN);
  if (isForeignWrite(event.request, event.locals.origin)) {
    return new Response('Cross-site writes are refused', { status: 403 });
  }
  return resolve(event);
};

const introduce: Handle = ({ event, resolve }) => {
  const { locale } = splitLocale(event.url.pathname);
  event.locals.locale = locale;
  event.locals.now = now(CLOCK_AT);
  event.locals.href = (path) => addressIn(locale, path);
  event.locals.api = apiFor(event);
  event.locals.edition = askEdition(event.locals.api);
  event.locals.session = askSession(event.locals.api);
  return resolve(event);
};

/** Everything under /api is the API's own; the page server only passes it on. */
const forward: Handle = ({ event, resolve }) => {
  const { pathname, search } = event.url;
  if (!pathname.startsWith('/api/')) return resolve(event);
  const asked = event.request.headers.get('accept-language');
  const from = { ...originHeaders(event), ...(asked && { 'accept-language': asked }) };
  return passOn(event.request, `${API_URL}${pathname}${search}`, from);
};

/** Counts the page after it is made; what goes wrong with that is nobody's concern who asked for it. */
const count: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  noteView(event, response);
  return response;
};

const ofOnePerson = /^\/((party|book|sign-in|exhibit|organise|on-site|survey)(\/|$)|school\/.)/;

/** Secret links must not leave in a referrer; what belongs to one person must not stay in a cache. */
const harden: Handle = async ({ event, resolve }) => {
  const { locale } = event.locals;
  const html = { lang: locale, dir: directionOf(locale) };
  const response = await resolve(event, {
    transformPageChunk: ({ html: chunk }) => chunk.replace('%lang%', html.lang).replace('%dir%', html.dir),
  });
  response.headers.set('referrer-policy', 'same-origin');
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('permissions-policy', 'geolocation=(), microphone=(), camera=(self)');
  const own = ofOnePerson.test(splitLocale(event.url.pathname).path);
  const caching = own ? 'private, no-store' : 'private, no-cache';
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', caching);
  if (own) response.headers.set('x-robots-tag', 'noindex');
  return response;
};

export const handle: Handle = sequence(guardWrites, introduce, forward, count, harden);

/** The cause goes to the log, without the address's query or any secret in its path; the visitor gets a page in words. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
  if (kind === 'unknown')
    console.error(JSON.stringify({ at: 'web', route: event.route.id, cause: String(error) }));
};
