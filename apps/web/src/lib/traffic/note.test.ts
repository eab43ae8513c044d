import { PagePattern, ReferrerHost } from '@vagval/contract';
import { describe, expect, it, test } from 'vitest';
import { agentOf, pageOf, patternOf, referrerOf } from './note.ts';
import type { Shown } from './note.ts';

test.each([
  ['/(public)', '/'],
  ['/(public)/programme', '/programme'],
  ['/(public)/party/[token]/booking/[booking]', '/party/[token]/booking/[booking]'],
  ['/(public)/(old)/x/[id=uuid]', '/x/[id]'],
  ['/x/[[page]]/[...rest]', '/x/[page]/[rest]'],
  ['/x/[bookingId]', '/x/[bookingid]'],
  [`/${'x'.repeat(200)}`, `/${'x'.repeat(79)}`],
  ['/x/123', '/x/---'],
])('the route %s is the page %s', (route, page) => {
  expect(patternOf(route)).toBe(page);
  expect(PagePattern.safeParse(page).success).toBe(true);
});

const shown = (given: Partial<Shown> = {}): Shown => ({
  method: 'GET',
  route: '/(public)/programme',
  status: 200,
  type: 'text/html; charset=utf-8',
  isData: false,
  isSignedIn: false,
  headers: new Headers(),
  ...given,
});
const ahead = (name: string, value: string) => ({ headers: new Headers({ [name]: value }) });

describe('a page counts', () => {
  it.each<[string, Partial<Shown>]>([
    ['when somebody sees it', {}],
    ['as data when the browser changes pages itself', { isData: true, type: 'application/json' }],
    ['with an unknown purpose', ahead('sec-purpose', 'x')],
  ])('%s', (_, given) => expect(pageOf(shown(given))).toBe('/programme'));
});

describe('a page does not count', () => {
  it.each<[string, Partial<Shown>]>([
    ['when only its head is asked for', { method: 'HEAD' }],
    ['when something is sent', { method: 'POST' }],
    ['when it is not there', { status: 404 }],
    ['when it leads elsewhere', { status: 303 }],
    ['when it is no route', { route: null }],
    ['when it is a calendar', { type: 'text/calendar' }],
    ['when it is a picture', { type: 'image/svg+xml' }],
    ['when it has no type', { type: null }],
    ['when somebody is signed in', { isSignedIn: true }],
    ['when it is fetched ahead', ahead('sec-purpose', 'prefetch')],
    ['when it is drawn ahead', ahead('sec-purpose', 'prefetch;prerender')],
    ['when it is fetched ahead by an older browser', ahead('purpose', 'prefetch')],
    ['when it is fetched ahead by Firefox', ahead('x-moz', 'prefetch')],
    ['when it is a preview', ahead('x-purpose', 'preview')],
    ['when it is for staff', { route: '/organise/figures' }],
    ['when it is for staff at the fair', { route: '/on-site/door' }],
    ['when it is a survey', { route: '/(public)/survey/[token]' }],
  ])('%s', (_, given) => expect(pageOf(shown(given))).toBeUndefined());
});

describe('where somebody came from', () => {
  const own = ['fair.example.se', 'localhost:3000'];
  it.each([
    [null, 'none'],
    ['', 'none'],
    ['https://fair.example.se/programme?day=1', 'none'],
    ['http://localhost:3000/', 'none'],
    ['https://www.Example.COM/search?q=secret', 'example.com'],
    ['https://user:word@example.com:8443/a#b', 'example.com'],
    ['https://example.com./', 'example.com'],
    ['https://skola.example.se', 'skola.example.se'],
    ['https://räksmörgås.example', 'xn--rksmrgs-5wao1o.example'],
    ['https://192.168.0.1/intern', 'other'],
    ['https://[2001:db8::1]/', 'other'],
    ['http://intranet/', 'other'],
    ['android-app://com.example.app/', 'other'],
    ['javascript:alert(1)', 'other'],
    ['not an address', 'other'],
    ['https://example.com\u0000/', 'other'],
    [`https://${'a'.repeat(61)}.example/`, 'other'],
    [`https://example.com/${'x'.repeat(100_000)}`, 'example.com'],
    ['https://<script>.example/', 'other'],
    ['https://=cmd.example/', 'other'],
  ])('%s is %s', (referrer, host) => {
    expect(referrerOf(referrer, own)).toBe(host);
    expect(ReferrerHost.safeParse(host).success).toBe(true);
  });
});

describe('a browser', () => {
  const agent = (name: string, more: Record<string, string> = {}) =>
    agentOf(new Headers({ 'user-agent': name, ...more }));
  const webkit = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
  it.each([
    [
      `Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) ${webkit} Version/19.0 Mobile/15E148 Safari/604.1`,
      'phone',
    ],
    [
      'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36',
      'phone',
    ],
    ['Mozilla/5.0 (Android 16; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', 'phone'],
    ['Mozilla/5.0 (Linux; Android 16; SM-X910) AppleWebKit/537.36 Chrome/140.0 Safari/537.36', 'tablet'],
    [
      `Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) ${webkit} Version/12.1 Mobile/15E148 Safari/604.1`,
      'tablet',
    ],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36', 'desktop'],
    [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webkit} Version/19.0 Safari/605.1.15`, 'desktop'],
    ['Mozilla/5.0 (X11; CrOS x86_64 16000.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36', 'desktop'],
    ['Mozilla/5.0 (PlayStation; PlayStation 5/9.00) AppleWebKit/605.1.15', 'other'],
  ])('%s is a %s', (name, device) => expect(agent(name)).toEqual({ isRobot: false, device }));

  it('that says it is on a phone is', () => {
    const name = 'Mozilla/5.0 (Linux; x) AppleWebKit/537.36 Chrome/140.0 Safari/537.36';
    expect(agent(name, { 'sec-ch-ua-mobile': '?1' }).device).toBe('phone');
    expect(agent(name, { 'sec-ch-ua-mobile': '?0' }).device).toBe('desktop');
  });

  it.each([
    '',
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'curl/8.5.0',
    'facebookexternalhit/1.1',
    'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
    'python-requests/2.32',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0 Safari/537.36',
  ])('is none, but a robot: %s', (name) => expect(agent(name).isRobot).toBe(true));

  it('may call itself anything, at any length', () => {
    for (let at = 0; at < 3000; at += 1) agent(`Mozilla/5.0 (Windows NT 10.0) ${at}`);
    expect(agent(`Mozilla/5.0 (Windows NT 10.0) ${'(a+)+'.repeat(50_000)}`).device).toBe('desktop');
  });
});
