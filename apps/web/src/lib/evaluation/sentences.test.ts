import { m } from '@vagval/text';
import { describe, expect, test } from 'vitest';
import {
  countSentence,
  leadSentence,
  shareSentence,
  signed,
  standFinding,
  webSentence,
} from './sentences.ts';
import type { Reading } from './readings.ts';

const said = (now: Reading, before: Reading | undefined) => ({ name: 'Besök', now, before, year: '2024' });
const visits = (now: Reading, before: Reading | undefined, locale: 'sv' | 'en' | 'ar' = 'sv') =>
  countSentence(said(now, before), m.organise_eval_amount_visitors, locale).replaceAll('\u00a0', ' ');

describe('a figure is a sentence', () => {
  test.each([
    ['more', 23041, 19029, '23 041 besök, 4 012 fler än 2024.'],
    ['fewer', 19029, 23041, '19 029 besök, 4 012 färre än 2024.'],
    ['as many', 500, 500, '500 besök, lika många som 2024.'],
    ['the first year', 500, undefined, '500 besök.'],
    ['zero now', 0, 12, 'Inga besök, 12 färre än 2024.'],
    ['zero before', 12, 0, '12 besök, 12 fler än 2024.'],
    ['hidden now', 'hidden', 12, 'Besök: siffran visas inte, för få personer.'],
    ['missing now', 'missing', 12, 'Besök: det finns ingen uppgift. Ingen har räknat.'],
    ['hidden before', 12, 'hidden', '12 besök. Siffran för 2024 visas inte, för få personer.'],
    ['missing before', 12, 'missing', '12 besök. För 2024 finns ingen uppgift.'],
  ] as const)('%s', (_, now, before, sentence) => {
    expect(visits(now, before)).toBe(sentence);
  });

  test('in English and Arabic too', () => {
    expect(visits(23041, 19029, 'en')).toBe('23,041 visits, 4,012 more than in 2024.');
    expect(visits(0, 5, 'en')).toBe('No visits, 5 fewer than in 2024.');
    expect(visits(23041, 19029, 'ar')).toBe('23,041 زيارة، بزيادة 4,012 عن 2024.');
  });

  test('never says what is hidden by telling the change', () => {
    expect(visits('hidden', 100)).not.toMatch(/\d/);
    expect(visits(100, 'hidden')).not.toMatch(/fler|färre/);
  });
});

const web = (now: Reading, before: Reading | undefined) =>
  webSentence(said(now, before), m.organise_eval_amount_page_views, 'sv').replaceAll('\u00a0', ' ');

test('traffic is told in per cent, and in numbers where there is nothing to take per cent of', () => {
  expect(web(412500, 330000)).toBe('Sidvisningarna ökade med 25 procent, till 412 500.');
  expect(web(300, 400)).toBe('Sidvisningarna minskade med 25 procent, till 300.');
  expect(web(1001, 1000)).toBe('Sidvisningarna är ungefär lika många som 2024: 1 001.');
  expect(web(300, 0)).toBe('300 sidvisningar, 300 fler än 2024.');
  expect(web(300, 'missing')).toBe('300 sidvisningar. För 2024 finns ingen uppgift.');
});

const share = (now: Reading, before: Reading | undefined) =>
  shareSentence(said(now, before), (words) => m.organise_eval_amount_slot_use(words, { locale: 'sv' }), 'sv');

test('shares change by percentage points, counted from what is shown', () => {
  const used = 'procent av platserna vid passen användes';
  expect(share(0.66, 0.57)).toBe(`66 ${used}, 9 procentenheter mer än 2024.`);
  expect(share(0.57, 0.66)).toBe(`57 ${used}, 9 procentenheter mindre än 2024.`);
  expect(share(0.571, 0.569)).toBe(`57 ${used}, lika mycket som 2024.`);
  expect(share('hidden', 0.5)).toBe('Besök: siffran visas inte, för få personer.');
});

test('the lead says only what both years have counted', () => {
  const visitors = { of: 'visitors', now: 2, before: 1 } as const;
  const tried = { of: 'tried', now: 'hidden', before: 1 } as const;
  const guardians = { of: 'guardians', now: 1, before: 2 } as const;
  expect(leadSentence([visitors, tried, guardians], 'sv')).toBe(
    'Fler kom än året innan. Färre vårdnadshavare kom på möten.',
  );
  expect(leadSentence([tried], 'sv')).toBe('Det finns ännu ingenting att jämföra.');
});

test('stations are counted where they are known', () => {
  expect(standFinding([80, 50, 49, 'hidden'], 'sv')).toBe(
    '2 av 3 stationer fyllde minst hälften av sina platser',
  );
  expect(standFinding([80, 50], 'sv')).toBe('Alla 2 stationer fyllde minst hälften av sina platser');
  expect(standFinding([0], 'sv')).toBe('Ingen av 1 stationer fyllde hälften av sina platser');
  expect(standFinding(['missing'], 'sv')).toBe('Det finns inga siffror att visa här');
});

test('a difference has its sign', () => {
  expect([signed(164, 'sv'), signed(-12, 'sv'), signed(0, 'sv')]).toEqual(['+164', '\u221212', '0']);
});
