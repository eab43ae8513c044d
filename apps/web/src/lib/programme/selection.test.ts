import { describe, expect, it } from 'vitest';
import { byDay, byHour, dayOf, isOpen } from './hours.ts';
import { feedQuery } from './feed.ts';
import {
  addressOf,
  everyChoice,
  fieldsOf,
  overlapping,
  pickOf,
  readSelection,
  sizeOf,
  withChoice,
  without,
} from './selection.ts';

const [a, b, c] = ['a', 'b', 'c'].map((it) => `0198c000-0000-7000-8000-00000000000${it}`) as [
  string,
  string,
  string,
];
const read = (query: string) => readSelection(new URLSearchParams(query));

describe('the address is the memory', () => {
  it('comes back as it was written', () => {
    const query = `day=2026-12-15&kind=try-it&phase=during&free=all&for=group&size=7&chosen=${a},${b}.2&waiting=${c}&hold=0198c000-token&until=2026-12-01T10%3A05%3A00.000Z`;
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

describe('a button of the timetable', () => {
  it('picks, waits and drops, once however often it is pressed', () => {
    expect(read(`chosen=${a}&pick=${b}`).chosen).toEqual([a, b]);
    expect(read(`chosen=${a},${b}&pick=${b}`).chosen).toEqual([a, b]);
    expect(read(`chosen=${a}&wait=${b}`)).toMatchObject({ chosen: [a], waiting: [b] });
    expect(read(`chosen=${a}&waiting=${b}&drop=${b}`)).toMatchObject({ chosen: [a], waiting: [] });
    expect(read(`chosen=${a}&drop=${a}&pick=${b}`).chosen).toEqual([b]);
  });

  it('keeps how many go along, until the choice goes', () => {
    const picked = read(`pick=${pickOf({ id: a, places: 2 })}`);
    expect(picked).toMatchObject({ chosen: [a], places: { [a]: 2 } });
    expect(fieldsOf(picked)).toEqual([['chosen', `${a}.2`]]);
    expect(without(picked, a).places).toEqual({});
  });

  it('goes to the day of what it picks, where nothing hides it', () => {
    const picked = read(
      `day=2026-12-15&kind=try-it&phase=during&pick=${pickOf({ id: a, day: '2026-12-16' })}`,
    );
    expect(picked).toMatchObject({ day: '2026-12-16', kind: undefined, phase: undefined, chosen: [a] });
  });

  it('never makes more choices than one call of the API takes', () => {
    const many = Array.from({ length: 20 }, (_, at) => `0198c000-0000-7000-8000-0000000000${at + 10}`);
    expect(read(`chosen=${many.join(',')}&pick=${a}`).chosen).toEqual(many);
  });
});

describe('how many come', () => {
  it.each([
    ['', 2],
    ['size=3', 3],
    ['size=0', 2],
    ['size=501', 2],
    ['size=3e1', 2],
    ['for=single&size=4', 1],
    ['for=group&size=40', 40],
    ['for=class', 1],
  ])('%j is %d', (query, size) => {
    expect(sizeOf(read(query))).toBe(size);
  });
});

describe('the calendar feed', () => {
  it('has the filters and never what somebody has chosen', () => {
    const query = `kind=try-it&free=all&size=3&chosen=${a}&hold=0198c000-token&until=2026-12-01T10:05:00Z`;
    expect(feedQuery(read(query))).toBe('?kind=try-it&audience=family&fits=true&size=3');
    expect(feedQuery(read('day=around'))).toBe('?audience=family');
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
