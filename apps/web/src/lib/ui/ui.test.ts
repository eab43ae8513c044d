import { render } from 'svelte/server';
import type { Component } from 'svelte';
import { createRawSnippet } from 'svelte';
import { expect, test } from 'vitest';
import type { Locale } from '@vagval/text';
import BarChart from './BarChart.svelte';
import Chips from './Chips.svelte';
import Def from './Def.svelte';
import Dialog from './Dialog.svelte';
import Empty from './Empty.svelte';
import ErrorPage from './ErrorPage.svelte';
import ErrorSummary from './ErrorSummary.svelte';
import Field from './Field.svelte';
import Figure from './Figure.svelte';
import Fill from './Fill.svelte';
import Footer from './Footer.svelte';
import Header from './Header.svelte';
import Icon from './Icon.svelte';
import { icons } from './icons.ts';
import type { IconName } from './icons.ts';
import Legend from './Legend.svelte';
import Notice from './Notice.svelte';
import Offer from './Offer.svelte';
import Path from './Path.svelte';
import { qrPath } from './qr.ts';
import RadioCards from './RadioCards.svelte';
import Route from './Route.svelte';
import Select from './Select.svelte';
import { shellContext } from './shell.ts';
import SlotCard from './SlotCard.svelte';
import StaffHeader from './StaffHeader.svelte';
import State from './State.svelte';
import Stepper from './Stepper.svelte';
import TableFrame from './TableFrame.svelte';
import Tabs from './Tabs.svelte';
import TaskList from './TaskList.svelte';
import TextArea from './TextArea.svelte';
import Ticket from './Ticket.svelte';
import Title from './Title.svelte';
import YearsChart from './YearsChart.svelte';

const words = (html: string) => createRawSnippet(() => ({ render: () => html }));

/** What a page part says without a script: its markup, without the marks Svelte leaves for itself. */
function show<P extends object>(
  part: (internals: never, props: P) => unknown,
  props: P,
  locale: Locale = 'sv',
): string {
  const options = { props, context: shellContext(locale) } as unknown as Parameters<typeof render>[1];
  const { body } = render(part as unknown as Component, options);
  return body.replace(/<!--.*?-->/gs, '').replace(/[ \n\r\t]+/g, ' ');
}

test('the header knows the language, keeps the page, and skips to the content', () => {
  const html = show(Header, { brand: 'Mässan' }, 'ar');
  expect(html).toContain('<a class="skip" href="#content">انتقل إلى المحتوى</a>');
  expect(html).toContain('<a href="/ar" lang="ar" hreflang="ar" dir="rtl" aria-current="true">العربية</a>');
  expect(html).toContain('<a href="/en" lang="en" hreflang="en" dir="ltr">English</a>');
  expect(html).toContain('<nav class="nav" aria-label="القائمة الرئيسية">');
  expect(html).toContain('href="/ar/programme"');
});

test('the staff header signs out by a form, the footer names who to ask', () => {
  const staff = show(StaffHeader, {
    who: 'ledare@example.se',
    links: [{ path: '/organise', label: 'Dagen' }],
  });
  expect(staff).toContain('<form class="who" method="POST" action="/sign-out">');
  const fair = { name: 'Mässan', organiser: 'Regionen' };
  const foot = show(Footer, { edition: { fair, contactEmail: 'besok@example.se' } });
  expect(foot).toContain('<a href="mailto:besok@example.se" dir="ltr">besok@example.se</a>');
  expect(foot).toContain('<nav aria-labelledby="foot-help"><strong id="foot-help">');
});

test('the path says which step is now and which are done', () => {
  const html = show(Path, {
    label: 'Steg',
    steps: [{ label: 'Välj', href: '/a' }, { label: 'Klart' }],
    current: 1,
  });
  expect(html).toContain('<ol class="path" aria-label="Steg">');
  expect(html).toContain('<a href="/a">Välj</a>');
  expect(html).toContain('<span class="vh">, klart</span>');
  expect(html.match(/aria-current="step"/g)).toHaveLength(1);
});

test('a field carries its label, hint, error and mark', () => {
  const props = {
    name: 'contact.email',
    label: 'E-post',
    hint: 'Vi mejlar',
    error: 'Skriv en adress',
    type: 'email',
    value: 'fel',
  };
  const html = show(Field, { ...props, optional: true, autocomplete: 'email' });
  expect(html).toContain('<label for="f-contact-email">');
  expect(html).toContain('(valfritt)');
  expect(html).toContain('id="f-contact-email-hint">Vi mejlar');
  expect(html).toContain('id="f-contact-email-error"><span class="vh">Fel:</span> Skriv en adress');
  expect(html).toMatch(/<input[^>]* value="fel"/);
  expect(html).toMatch(/<input[^>]* aria-describedby="f-contact-email-hint f-contact-email-error"/);
  expect(html).toMatch(/<input[^>]* aria-invalid="true"/);
  const plain = show(Field, { name: 'email', label: 'E-post' });
  expect(plain).not.toContain('aria-describedby');
  expect(plain).not.toContain('valfritt');
});

test('area, choice and number are fields too', () => {
  expect(show(TextArea, { name: 'text', label: 'Fråga', value: 'Hej' })).toMatch(
    /<textarea[^>]*id="f-text"[^>]*>\s*Hej<\/textarea>/,
  );
  const select = show(Select, {
    name: 's',
    label: 'Språk',
    value: 'ar',
    options: [
      { value: 'sv', label: 'Svenska' },
      { value: 'ar', label: 'العربية', lang: 'ar' },
    ],
  });
  expect(select).toMatch(/<option value="ar" lang="ar" selected=""/);
  const stepper = show(Stepper, { name: 'size', label: 'Antal', value: 3, min: 1, max: 12 });
  expect(stepper).toMatch(/<input[^>]*type="number"[^>]*name="size"[^>]*value="3"[^>]*min="1"[^>]*max="12"/);
  expect(stepper).toContain('aria-label="Öka med en: Antal"');
  expect(stepper.match(/<button type="button" hidden/g)).toHaveLength(2);
});

test('cards to choose from are one group with a name', () => {
  const options = [
    { value: 'a', label: 'Liten', note: '1 000 kr' },
    { value: 'b', label: 'Stor', disabled: true },
  ];
  const one = show(RadioCards, { name: 'size', legend: 'Storlek', options, value: 'a', error: 'Välj' });
  expect(one).toMatch(/<fieldset[^>]*aria-describedby="f-size-error"><legend>Storlek/);
  expect(one).toMatch(/<input id="f-size" type="radio" name="size" value="a" checked=""/);
  expect(one).toMatch(/value="b" disabled=""/);
  const many = show(RadioCards, {
    name: 'needs',
    legend: 'Behov',
    options,
    value: ['a', 'b'],
    multiple: true,
  });
  expect(many.match(/type="checkbox"[^>]*checked=""/g)).toHaveLength(2);
});

test('the error summary takes focus and leads to the fields', () => {
  const html = show(ErrorSummary, {
    errors: [{ field: 'contact.email', message: 'Skriv en adress' }, { message: 'Försök igen' }],
  });
  expect(html).toMatch(/<div class="errors stack" role="alert" tabindex="-1" autofocus/);
  expect(html).toContain('<a href="#f-contact-email">Skriv en adress</a>');
  expect(html).toContain('<li>Försök igen</li>');
  expect(show(ErrorSummary, { errors: [] })).not.toContain('role="alert"');
});

test('the title begins with the error', () => {
  const props = { title: 'Vilka kommer', site: 'Mässan', failed: true };
  const { head } = render(Title, { props, context: shellContext('sv') });
  expect(head).toContain('<title>Fel: Vilka kommer – Mässan</title>');
});

test.each([
  ['free', 'state--ok', true],
  ['few', 'state--warn', true],
  ['full', 'state--full', false],
  ['soon', 'state--full', false],
  ['mine', 'state--mine', false],
] as const)('a slot that is %s says so in words', (state, tone, filled) => {
  const times = { startsAt: '2027-10-12T13:40:00Z', endsAt: '2027-10-12T14:00:00Z' };
  const html = show(SlotCard, {
    state,
    ...times,
    title: 'Prova att svetsa',
    facts: ['Hall B', { text: 'دری', lang: 'prs' }],
    says: 'I ord',
    taken: 0.88,
  });
  expect(html).toContain(`<li class="slot slot--${state}">`);
  expect(html).toContain('<time datetime="2027-10-12T13:40:00Z">15.40</time> <small>till 16.00</small>');
  expect(html).toContain('<span lang="prs" dir="auto">دری</span>');
  expect(html).toMatch(new RegExp(`<span class="state ${tone}"><svg[^>]*aria-hidden="true"`));
  expect(html).toContain('I ord</span>');
  expect(html.includes('--v:88%')).toBe(filled);
});

test('states and fills are told in words and hidden as pictures', () => {
  expect(show(State, { kind: 'few', children: words('<b>3 kvar</b>') })).toMatch(
    /state--warn"><svg.*<\/svg><b>3 kvar<\/b><\/span>/,
  );
  expect(show(Fill, { share: 1.4 })).toContain('aria-hidden="true" style="--v:100%"');
  for (const name of Object.keys(icons) as IconName[])
    expect(show(Icon, { name })).toContain('aria-hidden="true"');
  expect(show(Icon, { name: 'forward' })).toContain('class="flip"');
});

test('tabs and chips are links in a named list, one of them current', () => {
  const tabs = show(Tabs, {
    label: 'Välj dag',
    tabs: [
      { href: '?a', label: 'Tisdag', note: '12 oktober', current: true },
      { href: '?b', label: 'Onsdag' },
    ],
  });
  expect(tabs).toContain(
    '<nav class="tabs" aria-label="Välj dag"><a href="?a" aria-current="true">Tisdag<small>12 oktober</small></a>',
  );
  const chips = show(Chips, {
    label: 'Sort',
    chips: [{ href: '?', label: 'Allt', current: true }],
    scroll: true,
  });
  expect(chips).toContain(
    '<nav class="chips chips--scroll" aria-label="Sort"><a href="?" aria-current="true">Allt</a>',
  );
});

test('notices speak up only as an answer', () => {
  expect(show(Notice, { kind: 'bad', live: true, title: 'Nej' })).toContain('role="alert"');
  expect(show(Notice, { live: true, title: 'Sparat' })).toContain('role="status"');
  expect(show(Notice, { title: 'Bra att veta' })).not.toContain('role=');
  expect(show(Empty, { title: 'Inga tider' })).toContain('<p><strong>Inga tider</strong></p>');
});

test('a dialog opens by a link to a page with the same question', () => {
  const html = show(Dialog, {
    opener: 'Avboka',
    page: '/party/x/cancel',
    title: 'Avboka besöket?',
    children: words('<p>Säkert?</p>'),
  });
  expect(html).toContain('<a class="btn btn--line" href="/party/x/cancel">Avboka</a>');
  const id = /<dialog aria-labelledby="([^"]+)"/.exec(html)?.[1];
  expect(html).toContain(`<h2 id="${id}">Avboka besöket?</h2>`);
  expect(html).toContain('<form method="dialog">');
});

test('a table has a caption and can be reached by keyboard; a definition opens on demand', () => {
  const table = show(TableFrame, {
    caption: 'Besök per år',
    children: words('<tbody><tr><td>1</td></tr></tbody>'),
  });
  const id = /<caption id="([^"]+)">Besök per år<\/caption>/.exec(table)?.[1];
  expect(table).toContain(`<div class="scroll" role="region" aria-labelledby="${id}" tabindex="0">`);
  const def = show(Def, { what: 'Personer', source: 'Passager', unit: 'personer' });
  expect(def).toContain('<details class="def"><summary>Så räknar vi</summary>');
  expect(def).toContain('<dt>Källa</dt> <dd>Passager</dd>');
});

test('a ticket shows a code with a name and a reference that is read from left to right', () => {
  const code = qrPath('https://example.se/t/GD-7K4M-2Q');
  const html = show(Ticket, { code, reference: 'GD-7K4M-2Q', children: words('<p>Kom</p>') }, 'ar');
  expect(html).toContain('role="img" aria-label="رمز التذكرة عند الباب"');
  expect(html).toMatch(/<p class="ticket__ref" dir="ltr">.*GD-7K4M-2Q<\/p>/);
  expect(code.path.length).toBeGreaterThan(500);
});

test('a day is a list of stops, an offer a place with a clock, tasks have their state in words', () => {
  const stop = createRawSnippet((it: () => { text: string }) => ({ render: () => `<b>${it().text}</b>` }));
  const stops = [{ text: 'Ankomst' }, { text: 'Möte', state: 'wait' as const }];
  const route = show(Route as never, { label: 'Er dag', stops, stop } as never);
  expect(route).toContain(
    '<ol class="route" aria-label="Er dag"><li><b>Ankomst</b></li><li class="wait"><b>Möte</b></li></ol>',
  );
  const offer = show(Offer, {
    eyebrow: 'Ledigt',
    title: 'Lastbil',
    left: '11 timmar',
    actions: words('<button>Ja</button>'),
  });
  expect(offer).toMatch(/<section class="offer" aria-labelledby="([^"]+)">.*<h2 id="\1">Lastbil<\/h2>/);
  expect(offer).toContain('<b>11 timmar</b> <span>kvar att svara</span>');
  const tasks = show(TaskList, {
    label: 'Kvar',
    tasks: [
      { label: 'Monter', href: '/m', state: 'now', says: 'Pågår' },
      { label: 'Utvärdering', state: 'later', says: 'Senare' },
    ],
  });
  expect(tasks).toContain('<li><a href="/m">Monter</a> <span class="tag tag--mine">Pågår</span>');
  expect(tasks).toContain('<li><span>Utvärdering</span>');
});

test('hidden, zero and missing look and sound different', () => {
  const marks = [
    show(Figure, { value: 'hidden' }),
    show(Figure, { value: 0 }),
    show(Figure, { value: 'missing' }),
  ];
  expect(marks).toEqual([
    '<span class="hid" role="img" aria-label="Dolt: för få personer"></span>',
    '<span class="nowrap">0</span>',
    '<span class="none">saknas</span>',
  ]);
  expect(show(Figure, { value: 23041 })).toContain('23\u00a0041');
  expect(show(Legend, { breakAt: '2026' })).toContain('Räknat på ett nytt sätt från 2026');
});

test('bars carry their label and value in words, and draw nothing for what is hidden', () => {
  const bars = [
    { label: 'Svetsa', value: 88 },
    { label: 'Klippa', value: 'hidden' as const },
    { label: 'El', value: 44, finding: true },
  ];
  const html = show(BarChart, { finding: 'Svetsa fylldes mest', bars, unit: ' %' });
  expect(html).toContain('<figcaption>Svetsa fylldes mest</figcaption>');
  expect(html.match(/class="bars__(body|finding)" width="[^"]*"/g)).toEqual([
    'class="bars__body" width="100"',
    'class="bars__finding" width="50"',
  ]);
  expect(html).toContain('88 %');
});

test('no line goes from one way of counting to another, and values are named', () => {
  const points = (...values: [string, number][]) => values.map(([at, value]) => ({ at, value }));
  const one = { name: 'I dörrarna', points: points(['2024', 19000], ['2025', 21000], ['2026', 23000]) };
  const before = { name: 'Rapporterat', points: points(['2024', 19000], ['2025', 21000]) };
  const after = { name: 'I dörrarna', points: points(['2026', 23000]) };
  const drawn = (runs: (typeof one)[]) =>
    show(YearsChart, { finding: 'Fler kom', label: '19 000 år 2024', runs });
  const lines = (html: string) => [...html.matchAll(/class="line[^"]*"[^>]* d="([^"]+)"/g)].map(([, d]) => d);
  const steps = (html: string) => lines(html).join(' ').match(/L/g)?.length ?? 0;
  expect(steps(drawn([one]))).toBe(4);
  expect(steps(drawn([before, after]))).toBe(2);
  expect(drawn([before, after])).toContain('Rapporterat');
  expect(drawn([one])).toContain('role="img" aria-label="19 000 år 2024"');
  expect(drawn([one])).toContain('23\u00a0000');
});

test.each([
  [404, 'en', 'This page does not exist'],
  [503, 'ar', 'الخدمة لا تستجيب الآن'],
  [500, 'sv', 'Något gick fel'],
  [403, 'sv', 'Du har inte tillgång hit'],
] as const)('error %d in %s', (status, locale, title) => {
  expect(show(ErrorPage, { status }, locale)).toContain(`<h1>${title}</h1>`);
});
