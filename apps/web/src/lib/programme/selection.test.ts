import { describe, expect, it } from 'vitest';
import { byDay, byHour, dayOf, isOpen } from './hours.ts';
import { addressOf, everyChoice, overlapping, readSelection, withChoice, without } from './selection.ts';

const [a, b, c] = ['a', 'b', 'c'].map((it) => `0198c000-0000-7000-8000-00000000000${it}`) as [
  string,
  string,
  string,
];
const read = (query: string) => readSelection(new URLSearchParams(query));

describe('the address is the memory', () => {
  it('comes back as it was written', () => {
    const query = `day=2026-12-15&kind=try-it&free=true&for=class&chosen=${a},${b}&waiting=${c}`;
    expect(addressOf('/programme', read(query))).toBe(`/programme?${query}`);
  });

  it('leaves out what is empty', () => {
    expect(addressOf('/programme', read('day=&chosen=&free=no'))).toBe('/programme');
  });

  it('takes nothing but ids, each once, and at most as many as one call of the API', () => {
    const many = Array.from({ length: 30 }, (_, at) => `0198c000-0000-7000-8000-0000000000${at + 10}`);
    expect(read(`chosen=<script>,${a},${a},`).chosen).toEqual([a]);
    expect(read(`chosen=${many.join(',')}`).chosen).toHaveLength(20);
  });

  it('lets one slot be either chosen or waited for', () => {
    expect(read(`chosen=${a}&waiting=${a},${b}`)).toMatchObject({ chosen: [a], waiting: [b] });
    expect(withChoice(read(`waiting=${a}`), a, 'chosen')).toMatchObject({ chosen: [a], waiting: [] });
    expect(everyChoice(without(read(`chosen=${a}&waiting=${b}`), b))).toEqual([a]);
  });
});

const slot = (id: string, startsAt: string, endsAt: string) => ({ id, startsAt, endsAt });

describe('overlaps', () => {
  const first = slot(a, '2026-12-15T15:00:00+01:00', '2026-12-15T15:40:00+01:00');
  const second = slot(b, '2026-12-15T14:20:00Z', '2026-12-15T15:00:00Z');
  const third = slot(c, '2026-12-15T16:00:00+01:00', '2026-12-15T16:20:00+01:00');

  it('are found across offsets, and touching is not overlapping', () => {
    expect(overlapping([third, second, first])).toEqual([[first, second]]);
  });
});

describe('the parts of the timetable', () => {
  const late = slot(a, '2026-12-15T23:30:00Z', '2026-12-15T23:50:00Z');
  const early = slot(b, '2026-12-15T08:40:00Z', '2026-12-15T09:00:00Z');

  it('are hours of the fair, not of the server', () => {
    expect(byHour([early], 'Europe/Stockholm', '.')).toEqual([{ heading: '09.00–10.00', slots: [early] }]);
    expect(dayOf(late.startsAt, 'Europe/Stockholm')).toBe('2026-12-16');
    expect(byDay([early, late], 'Europe/Stockholm', String).map(({ heading }) => heading)).toEqual([
      '2026-12-15',
      '2026-12-16',
    ]);
  });

  it('are all open when they are few, else the first and where something is chosen', () => {
    const many = Array.from({ length: 3 }, (_, part) => ({
      slots: Array.from({ length: 20 }, (__, at) => ({ id: `${part}-${at}` })),
    }));
    expect(many.map((_, at) => isOpen(many, at, ['2-7']))).toEqual([true, false, true]);
    expect(many.slice(0, 1).map((_, at) => isOpen(many.slice(0, 1), at, []))).toEqual([true]);
  });
});
