import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvHead, csvLines, guarded } from './csv.rules.ts';

const read = (text: string): string[][] => parse(text, { delimiter: ';', bom: true });

describe('a file of values with semicolons', () => {
  it('begins with the mark of UTF-8 and the titles', () => {
    const head = csvHead(
      [
        { title: 'Kommun', kind: 'text' },
        { title: 'Antal; personer', kind: 'number' },
      ],
      'sv',
    );
    expect(head).toBe('\uFEFFKommun;"Antal; personer"\r\n');
  });

  it('writes numbers as the reader does, and nothing for nothing', () => {
    expect(csvLines([[0.25, -3, null, 'a']], 'sv')).toBe('0,25;-3;;a\r\n');
    expect(csvLines([[0.25, -3, null, 'a']], 'ar')).toBe('0.25;-3;;a\r\n');
  });

  it.each([
    '=cmd|/c calc!A1',
    '+46 31 000',
    '-2+3',
    '@SUM(A1)',
    '\t=1+1',
    '\r=1+1',
    '\n=1+1',
    '＝1+1',
    '=HYPERLINK("https://example.se";"här")',
    '=1;2',
  ])('writes %j as text', (hostile) => {
    const [[cell = '', after] = []] = read(csvLines([[hostile, 'efter']], 'sv'));
    expect(cell).toBe(`'${hostile}`);
    expect(after).toBe('efter');
  });

  it('gives back every text as it was, but for the apostrophe', () => {
    const text = fc.string({ unit: 'grapheme' });
    const row = fc.tuple(text, text, text).filter((it) => it.some(Boolean));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), (rows) => {
        expect(read(csvLines(rows, 'sv'))).toEqual(rows.map((it) => it.map(guarded)));
      }),
    );
  });

  it('lets no cell begin as a formula does', () => {
    const start = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '"', "'", ';', ' ');
    fc.assert(
      fc.property(start, fc.string(), (first, rest) => {
        const [[cell = ''] = []] = read(csvLines([[first + rest, 'x']], 'sv'));
        expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });
});
