import { describe, expect, it } from 'vitest';
import type { Column, Row } from './sheet.rules.ts';
import { xlsxPieces } from './xlsx.rules.ts';
import { unzipped, zipped } from './zip.rules.ts';

const columns: Column[] = [
  { title: 'Aktivitet', kind: 'text', width: 30 },
  { title: 'Antal', kind: 'number' },
  { title: 'Andel', kind: 'share' },
  { title: 'Dag', kind: 'day' },
  { title: 'Tid', kind: 'minute' },
];
const definitions = {
  name: 'Definitioner',
  columns: [{ title: 'Namn', kind: 'text' as const }],
  rows: [['Besökare & <andra>']],
};

async function* batchesOf(...batches: Row[][]) {
  yield* await Promise.resolve(batches);
}

async function gathered(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

async function bookOf(batches: AsyncIterable<readonly Row[]>, rightToLeft = false) {
  const book = { name: 'Bokningar: 2026', columns, after: [definitions], rightToLeft };
  return unzipped(await gathered(xlsxPieces(book, batches)));
}

describe('a workbook', () => {
  it('holds numbers as numbers, days as days and words as words', async () => {
    const row: Row = ['=1+1 & <b>', 1234.5, 0.25, '2026-11-24', '2026-11-24 12:00'];
    const parts = await bookOf(batchesOf([row], [['\u0001å\ud800', 'dold', null, null, null]]));
    const sheet = parts.get('xl/worksheets/sheet1.xml') ?? '';
    const [, , first = '', second = ''] = sheet.split(/<row r="[123]">/).map((it) => it.split('</row>')[0]);
    expect(first).toContain('<t xml:space="preserve">=1+1 &amp; &lt;b&gt;</t>');
    expect(first).toMatch(/<c r="B2" s="\d+"><v>1234.5<\/v>/);
    expect(first).toMatch(/<c r="D2" s="\d+"><v>46350<\/v>/);
    expect(first).toMatch(/<c r="E2" s="\d+"><v>46350.5<\/v>/);
    expect(second).toBe(
      '<c r="A3" t="inlineStr"><is><t xml:space="preserve">å\ufffd</t></is></c><c r="B3" t="inlineStr"><is><t xml:space="preserve">dold</t></is></c>',
    );
    expect(sheet).not.toContain('<f>');
  });

  it('keeps its head in view, and has its definitions on a sheet of their own', async () => {
    const parts = await bookOf(batchesOf());
    expect(parts.get('xl/worksheets/sheet1.xml')).toContain('state="frozen"');
    expect(parts.get('xl/workbook.xml')).toContain('name="Bokningar  2026"');
    expect(parts.get('xl/workbook.xml')).toContain('name="Definitioner"');
    expect(parts.get('xl/sharedStrings.xml')).toContain('Besökare &amp; &lt;andra&gt;');
  });

  it('runs from right to left for who reads so', async () => {
    const parts = await bookOf(batchesOf(), true);
    expect(parts.get('xl/worksheets/sheet1.xml')).toContain('rightToLeft="1"');
    expect(parts.get('xl/worksheets/sheet2.xml')).toContain('rightToLeft="1"');
  });

  it('ends with the error of whoever makes the rows', async () => {
    async function* broken(): AsyncGenerator<Row[]> {
      yield [['a', 1, 1, null, null]];
      await Promise.reject(new Error('no more'));
    }
    await expect(bookOf(broken())).rejects.toThrow('no more');
  });
});

it('gives back what was packed', async () => {
  const long = Array.from({ length: 500 }, (_, at) => `rad ${at} åäö\n`);
  const bytes = await gathered(
    zipped([
      { name: 'å.txt', text: long },
      { name: 'tom.txt', text: [] },
    ]),
  );
  expect([...unzipped(bytes)]).toEqual([
    ['å.txt', long.join('')],
    ['tom.txt', ''],
  ]);
});
