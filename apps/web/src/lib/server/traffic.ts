import { createHmac } from 'node:crypto';
import { client } from '@vagval/contract';
import type { RequestEvent } from '@sveltejs/kit';
import { API_URL, TRAFFIC_KEY } from '$app/env/private';
import { agentOf, pageOf, referrerOf } from '#lib/traffic/note.ts';
import { Reporter } from '#lib/traffic/reporter.ts';
import { sessionCookie } from './ask.ts';

const everyMs = 2000;
const tell = (cause: string) => console.warn(JSON.stringify({ at: 'web', cause }));

const api = client({ base: API_URL, headers: { authorization: `Bearer ${TRAFFIC_KEY}` } });
let reporter: Reporter | undefined;
let isOff = false;

/** Notes that somebody was shown a page, if it is one that counts. Never throws, never waits. */
export function noteView(event: RequestEvent, response: Response): void {
  const running = isOff ? undefined : (reporter ??= begin());
  if (!running) return;
  try {
    const page = pageOf({
      method: event.request.method,
      route: event.route.id,
      status: response.status,
      type: response.headers.get('content-type'),
      isData: event.isDataRequest,
      isSignedIn: event.cookies.get(sessionCookie) !== undefined,
      headers: event.request.headers,
    });
    if (page !== undefined) noteVisitor(running, event, page);
  } catch (error) {
    tell(`a view was not noted: ${error instanceof Error ? error.name : 'error'}`);
  }
}

function noteVisitor(running: Reporter, event: RequestEvent, page: string): void {
  const { headers } = event.request;
  const { isRobot, device } = agentOf(headers);
  if (isRobot) return;
  const { locale, now, origin } = event.locals;
  const own = [URL.parse(origin)?.host ?? '', event.url.host];
  const referrer = referrerOf(headers.get('referer'), own);
  running.note({ page, locale, referrer, device, visitor: visitorKey(event, now) }, now);
}

/** Tells two visitors of a day apart and nothing else: neither address nor browser leaves this process. */
function visitorKey(event: RequestEvent, now: Date): string {
  const who = `${dayOf(now)}|${event.getClientAddress()}|${event.request.headers.get('user-agent') ?? ''}`;
  return createHmac('sha256', TRAFFIC_KEY).update(who).digest('base64url').slice(0, 22);
}

const days = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm', dateStyle: 'short' });
let day = { quarter: 0, name: '' };
/** Midnight is never within a quarter of an hour. */
function dayOf(now: Date): string {
  const quarter = Math.floor(now.getTime() / 900_000);
  if (quarter !== day.quarter) day = { quarter, name: days.format(now) };
  return day.name;
}

function begin(): Reporter | undefined {
  isOff = TRAFFIC_KEY === '';
  if (isOff) {
    tell('TRAFFIC_KEY is not set: page views are not counted');
    return undefined;
  }
  const made = new Reporter(api, tell);
  setInterval(() => void made.flush(), everyMs).unref();
  process.once('sveltekit:shutdown', () => void made.last());
  return made;
}
