import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { refusals } from '../../contract/src/catalogue.ts';
import * as compiled from '../compiled/messages/_index.js';
import { locales, refusalText } from './index.ts';
import type { Locale } from './index.ts';

type Variants = [{ selectors: string[]; match: Record<string, string> }];
type Area = Record<string, string | Variants>;
type Say = (inputs: Record<string, unknown>, options: { locale: Locale }) => string;

const folder = new URL('../messages/', import.meta.url);
const settings = JSON.parse(
  readFileSync(new URL('../project.inlang/settings.json', import.meta.url), 'utf8'),
) as {
  locales: string[];
  'plugin.inlang.messageFormat': { pathPattern: string[] };
};
const areas = settings['plugin.inlang.messageFormat'].pathPattern.map((path) => path.split('/').at(-1) ?? '');
const messages: Record<string, Say | undefined> = compiled as unknown as Record<string, Say>;

const readArea = (locale: string, file: string): Area =>
  JSON.parse(readFileSync(new URL(`${locale}/${file}`, folder), 'utf8')) as Area;
const keysOf = (locale: string): string[] => areas.flatMap((file) => Object.keys(readArea(locale, file)));
const all = (locale: string): [string, string | Variants][] =>
  areas.flatMap((file) => Object.entries(readArea(locale, file)));

const prefixes: Record<string, string> = { 'refusals.json': 'refusal_', 'figures.json': 'figure' };
const prefixOf = (file: string): string => prefixes[file] ?? file.replace('.json', '_');

test('there are messages, all of them compiled, and every file is known to the compiler', () => {
  expect(keysOf('sv').length).toBeGreaterThan(100);
  expect(Object.keys(messages).toSorted()).toEqual(keysOf('sv').toSorted());
  expect(settings.locales).toEqual([...locales]);
  for (const locale of locales)
    expect(readdirSync(new URL(locale, folder)).toSorted()).toEqual(areas.toSorted());
});

test.each(['en', 'ar'])('%s says everything Swedish says', (locale) => {
  expect(keysOf(locale).toSorted()).toEqual(keysOf('sv').toSorted());
});

test.each(areas)('the keys of %s begin with its area and stand once', (file) => {
  for (const key of Object.keys(readArea('sv', file))) expect(key.startsWith(prefixOf(file)), key).toBe(true);
  expect(new Set(keysOf('sv')).size).toBe(keysOf('sv').length);
});

describe.each(locales)('%s', (locale) => {
  test('no message is empty, equal to its key, or written with an unescaped brace', () => {
    for (const [key, text] of all(locale)) {
      const texts = typeof text === 'string' ? [text] : Object.values(text[0].match);
      for (const one of texts) {
        expect(one.trim(), key).not.toBe('');
        expect(one, key).not.toBe(key);
        expect(one.replace(/\{\w+\}/g, ''), key).not.toMatch(/[{}]/);
      }
    }
  });

  test('every message with forms ends with one that catches all', () => {
    const forms = all(locale).filter((entry): entry is [string, Variants] => typeof entry[1] !== 'string');
    expect(forms.length).toBeGreaterThan(3);
    for (const [key, [{ match }]] of forms)
      expect(Object.keys(match).at(-1), key).toMatch(/^\w+=\*(, ?\w+=\*)*$/);
  });

  test('no number makes a message print its key or a hole', () => {
    const anything = new Proxy({}, { get: () => 'x', has: () => true });
    for (const [key, text] of all(locale)) {
      const say = messages[key];
      expect(say, key).toBeTypeOf('function');
      const counts = typeof text === 'string' ? [1] : [0, 1, 2, 3, 11, 100];
      for (const count of counts) {
        const inputs = new Proxy(anything, {
          get: (_, name) => (/count|n$/i.test(String(name)) ? count : 'x'),
        });
        const said = say?.(inputs as Record<string, unknown>, { locale }) ?? '';
        expect(said, `${key} for ${count}`).not.toBe(key);
        expect(said, `${key} for ${count}`).not.toMatch(/undefined|NaN|\{/);
        expect(said.trim(), `${key} for ${count}`).not.toBe('');
      }
    }
  });

  test('every refusal of the contract has its own text', () => {
    const unknown = refusalText('no_such_code', locale);
    const codes = [...Object.keys(refusals), 'unreachable', 'unexpected'];
    const texts = codes.map((code) => refusalText(code, locale));
    expect(codes.filter((_, at) => texts[at] === unknown)).toEqual([]);
    expect(new Set(texts).size).toBe(codes.length);
  });
});

test('variables are the same in every language', () => {
  const variablesOf = (text: string | Variants) => {
    const source = typeof text === 'string' ? text : Object.values(text[0].match).join(' ');
    return [...new Set([...source.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].toSorted();
  };
  const swedish = new Map(all('sv').map(([key, text]) => [key, variablesOf(text)]));
  for (const locale of locales) {
    for (const [key, text] of all(locale))
      expect(variablesOf(text), `${locale} ${key}`).toEqual(swedish.get(key));
  }
});

test('a message without a locale is refused, even where the compiler did not look', () => {
  const careless = compiled.shell_skip as unknown as () => string;
  expect(careless).toThrow('A message was called without a locale');
});

test('a name that objects have by birth is no refusal', () => {
  expect(refusalText('constructor', 'sv')).toBe(refusalText('no_such_code', 'sv'));
});
