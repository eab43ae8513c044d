import { beforeAll, describe, expect, it } from 'vitest';
import { compileFrame } from './frame.rules.ts';
import type { Frame } from './frame.rules.ts';
import { letterHtml, letterText } from './letter.rules.ts';
import type { Letter } from './mail.service.ts';

const plain: Letter = {
  to: 'familj@example.se',
  locale: 'sv',
  subject: 'Ämne',
  preheader: 'Förtext',
  heading: 'Klart! Vi ses',
  lead: 'Kom till entré 5.',
};

const full: Letter = {
  ...plain,
  sender: 'Gymnasiedagarna',
  ticket: { text: 'kod', reference: 'GD-7K4M-2Q', label: 'Biljettens kod' },
  rows: [
    { time: '15.30', title: 'Ankomst', detail: 'Entré 5' },
    { title: 'Kö', tag: 'väntar' },
  ],
  paragraphs: ['Ett.', 'Två.'],
  button: { label: 'Se besöket', href: 'https://example.se/a?b=1&c=2' },
  secondary: {
    text: 'Kan ni inte?',
    label: 'Avboka',
    href: 'https://example.se/avboka',
    after: 'Då får någon annan platsen.',
  },
  footer: ['Du får mejlet för att ni har bokat.'],
  languages: [{ locale: 'ar', href: 'https://example.se/ar' }],
  calendar: { method: 'REQUEST', content: 'BEGIN:VCALENDAR' },
  replyTo: 'besok@example.se',
};

let ltr: Frame;
let rtl: Frame;
beforeAll(async () => {
  [ltr, rtl] = await Promise.all([compileFrame('ltr'), compileFrame('rtl')]);
});

describe('the HTML part', () => {
  it('leaves no gap and no mark of an unused part', () => {
    for (const letter of [plain, full]) {
      const html = letterHtml(ltr, letter);
      expect(html.match(/\[\[\w+\]\]|<!--\/?\w+-->/g)).toBeNull();
      expect(html.length).toBeLessThan(20_000);
    }
  });

  it('shows every part that the letter has, and none that it has not', () => {
    const html = letterHtml(ltr, full);
    for (const text of [
      '15.30',
      'Entré 5',
      'väntar',
      'GD-7K4M-2Q',
      'Två.',
      'Se besöket',
      'العربية',
      'platsen.',
    ]) {
      expect(html).toContain(text);
    }
    expect(letterHtml(ltr, plain)).not.toMatch(/cid:|mailto:|<a /);
  });

  it('puts the direction on every table, and on the page', () => {
    const html = letterHtml(rtl, { ...full, locale: 'ar' });
    const tables = html.match(/<table\b[^>]*>/g) ?? [];
    expect(tables.length).toBeGreaterThan(4);
    expect(tables.filter((table) => !table.includes('dir="rtl"'))).toEqual([]);
    expect(html).toMatch(/<html lang="ar" dir="rtl"/);
    expect(html).not.toMatch(/direction:ltr|text-align:left/);
  });

  it('takes hostile texts as texts', () => {
    const hostile = `</title><script>x</script>"' onload=1 [[href]] <!--row--> $& {{lead}}`;
    const html = letterHtml(ltr, {
      ...full,
      subject: hostile,
      heading: hostile,
      rows: [{ time: hostile, title: hostile, detail: hostile, tag: hostile }],
      button: { label: hostile, href: `https://example.se/"onclick="x` },
    });
    expect(html).not.toContain('<script>');
    expect(html).not.toContain('"onclick');
    expect(html.split('[[href]]').length - 1).toBe(8);
  });
});

describe('the text part', () => {
  it('says the same in the same order', () => {
    expect(letterText(full)).toBe(`Klart! Vi ses

Kom till entré 5.

Biljettens kod: GD-7K4M-2Q

15.30  Ankomst
  Entré 5
Kö  (väntar)

Ett.

Två.

Se besöket:
https://example.se/a?b=1&c=2

Kan ni inte? Avboka:
https://example.se/avboka
Då får någon annan platsen.

-- 
Gymnasiedagarna
Du får mejlet för att ni har bokat.
Kalenderfilen är bifogad.
Frågor? besok@example.se
Samma mejl på
العربية: https://example.se/ar
`);
  });

  it('exists for the shortest letter, in every language', () => {
    for (const locale of ['sv', 'en', 'ar'] as const) {
      expect(letterText({ ...plain, locale })).toMatch(
        /^Klart! Vi ses\n\nKom till entré 5\.\n\n-- \nVägval\n$/,
      );
    }
  });
});
