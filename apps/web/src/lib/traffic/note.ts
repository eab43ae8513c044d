import { isbot } from 'isbot';

export type Device = 'phone' | 'tablet' | 'desktop' | 'other';

/** What is kept of a page somebody was shown: sums by these words, and who it was by a key that says nothing else. */
export interface Note {
  readonly page: string;
  readonly locale: 'sv' | 'en' | 'ar';
  readonly referrer: string;
  readonly device: Device;
  readonly visitor: string;
}

/** What was asked and answered, as far as it matters here. */
export interface Shown {
  readonly method: string;
  readonly route: string | null;
  readonly status: number;
  readonly type: string | null;
  /** Whether the browser asked for the data of a page instead of the page. */
  readonly isData: boolean;
  readonly isSignedIn: boolean;
  readonly headers: Headers;
}

const types = { page: 'text/html', data: 'application/json' };
/** Staff's own pages, the screens at the fair, and surveys, where nobody shall be watched while answering. */
const leftOut = /^\/(?:organise|on-site|survey)(?:\/|$)/;

/** The pattern of a page that somebody looked at, or undefined for whatever is not counted. */
export function pageOf({
  method,
  route,
  status,
  type,
  isData,
  isSignedIn,
  headers,
}: Shown): string | undefined {
  if (method !== 'GET' || status !== 200 || route === null || isSignedIn) return undefined;
  if (!type?.startsWith(isData ? types.data : types.page) || isAhead(headers)) return undefined;
  const page = patternOf(route);
  return leftOut.test(page) ? undefined : page;
}

/** A route as a pattern: groups go, parameters keep their name and never a value. */
export function patternOf(route: string): string {
  const bare = route
    .replaceAll(/\/\([^)]*\)/g, '')
    .replaceAll(/\[+(?:\.\.\.)?(\w+)(?:=\w+)?\]+/g, '[$1]')
    .toLowerCase()
    .replaceAll(/[^a-z[\]/._-]/g, '-')
    .slice(0, 80);
  return bare === '' ? '/' : bare;
}

/** Fetched before anybody asked to see it, or only to be shown small. */
const isAhead = (headers: Headers): boolean =>
  ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].some((name) =>
    /prefetch|prerender|preview/i.test(headers.get(name) ?? ''),
  );

const hostName = /^(?=.{4,60}$)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z][a-z0-9-]+$/;

/** The site somebody came from: its name alone; `none` for our own or none, `other` for what has no usable name. */
export function referrerOf(referrer: string | null, own: readonly string[]): string {
  if (!referrer) return 'none';
  const address = URL.parse(referrer.slice(0, 2000));
  if (!address || !/^https?:$/.test(address.protocol)) return 'other';
  if (own.includes(address.host)) return 'none';
  const host = address.hostname
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^www\./, '');
  return hostName.test(host) ? host : 'other';
}

interface Agent {
  readonly isRobot: boolean;
  readonly device: Device;
}
const agents = new Map<string, Agent>();
const mostAgents = 1000;

/** Whether a browser's name is a robot's, and which kind of device it runs on. */
export function agentOf(headers: Headers): Agent {
  const name = (headers.get('user-agent') ?? '').slice(0, 400);
  const known = agents.get(name);
  const agent = known ?? { isRobot: name === '' || isbot(name), device: deviceOf(name) };
  if (!known) {
    if (agents.size >= mostAgents) agents.clear();
    agents.set(name, agent);
  }
  return headers.get('sec-ch-ua-mobile') === '?1' && agent.device !== 'tablet'
    ? { ...agent, device: 'phone' }
    : agent;
}

function deviceOf(name: string): Device {
  if (/iPad|Tablet|Kindle|Silk|PlayBook/i.test(name)) return 'tablet';
  if (/Android/i.test(name)) return /Mobile/i.test(name) ? 'phone' : 'tablet';
  if (/iPhone|iPod|Mobile|Phone/i.test(name)) return 'phone';
  return /Windows NT|Macintosh|X11|CrOS|Linux/i.test(name) ? 'desktop' : 'other';
}
