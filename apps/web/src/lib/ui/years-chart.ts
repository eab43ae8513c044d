import { scaleLinear, scalePoint } from 'd3-scale';

/** Years counted in one way, under a name short enough to stand above them. */
export interface YearsRun {
  readonly name: string;
  readonly points: readonly { at: string; value: number | 'hidden' | 'missing' }[];
}

export interface YearsSize {
  readonly width: number;
  readonly height: number;
  /** Years without a number share one place, so that the rest keep their letters on a phone. */
  readonly dense?: boolean;
}

/** A place along the axis: a year, or several that nobody has counted. */
interface Place {
  readonly years: readonly string[];
  readonly empty: boolean;
}

interface Dot {
  readonly at: string;
  readonly value: number;
  readonly x: number;
  readonly y: number;
  readonly finding: boolean;
  readonly above: boolean;
}

export interface DrawnYears {
  readonly dots: readonly Dot[];
  readonly lines: readonly { d: string; finding: boolean; dotted: boolean }[];
  readonly breaks: readonly number[];
  readonly names: readonly { text: string; x: number; finding: boolean }[];
  readonly axis: readonly { text: string; x: number; empty: boolean }[];
  readonly rules: readonly { value: number; y: number }[];
}

/** The values of the rules stand to the left of the first year. */
const pad = { top: 76, left: 78, right: 34, bottom: 40 };

/** Places every mark. Each way of counting is drawn by itself: between two of them there is a break and never a line. */
export function drawYears(runs: readonly YearsRun[], size: YearsSize): DrawnYears {
  const places = placesOf(runs, size.dense ?? false);
  const left = size.dense ? pad.left - 16 : pad.left;
  const x = scalePoint(places.keys(), [left, size.width - pad.right]).round(true);
  const y = heights(runs, size);
  const indexOf = (at: string) => places.findIndex(({ years }) => years.includes(at));
  const dots = runs.map((run, nth) => dotsOf(run, nth === runs.length - 1, (at) => x(indexOf(at)) ?? 0, y));
  const breaks = breakPlaces(runs, indexOf).map((place) => (x(0) ?? 0) + place * x.step());
  const ends = [left - pad.right, ...breaks, size.width];
  return {
    dots: dots.flat(),
    lines: [...dots.flatMap((run) => linesOf(run, indexOf)), ...forksOf(dots)],
    breaks,
    names: runs.map(({ name }, nth) => ({
      text: name,
      x: ((ends[nth] ?? 0) + (ends[nth + 1] ?? 0)) / 2,
      finding: nth === runs.length - 1,
    })),
    axis: places.map(({ years, empty }, place) => ({
      text: size.dense && empty ? '…' : (years[0] ?? ''),
      x: x(place) ?? 0,
      empty,
    })),
    rules: y.ticks(3).map((value) => ({ value, y: y(value) })),
  };
}

/** Every year between the first and the last has its place, counted or not. */
function placesOf(runs: readonly YearsRun[], dense: boolean): Place[] {
  const points = runs.flatMap((run) => run.points);
  const known = new Set(points.filter(({ value }) => typeof value === 'number').map(({ at }) => at));
  const places: Place[] = allYears([...new Set(points.map(({ at }) => at))].sort()).map((year) => ({
    years: [year],
    empty: !known.has(year),
  }));
  if (!dense) return places;
  return places.reduce<Place[]>((done, place) => {
    const last = done.at(-1);
    if (!last?.empty || !place.empty) return [...done, place];
    return [...done.slice(0, -1), { years: [...last.years, ...place.years], empty: true }];
  }, []);
}

function allYears(labels: readonly string[]): string[] {
  if (!labels.every((it) => /^\d{4}$/.test(it))) return [...labels];
  const [first, last] = [Number(labels[0]), Number(labels.at(-1))];
  return Array.from({ length: last - first + 1 }, (_, nth) => String(first + nth));
}

function heights(runs: readonly YearsRun[], { height }: YearsSize) {
  const values = runs.flatMap(({ points }) =>
    points.flatMap(({ value }) => (typeof value === 'number' ? value : [])),
  );
  return scaleLinear([0, Math.max(1, ...values)], [height - pad.bottom, pad.top]).nice(3);
}

function dotsOf(
  run: YearsRun,
  finding: boolean,
  x: (at: string) => number,
  y: (value: number) => number,
): Dot[] {
  const known = run.points.flatMap(({ at, value }) => (typeof value === 'number' ? [{ at, value }] : []));
  return known.map(({ at, value }, nth) => {
    const above = (known[nth + 1]?.value ?? 0) <= value;
    return { at, value, x: x(at), y: y(value), finding, above };
  });
}

/** Half a place before a new way begins, or half-way through the years nobody counted. In places from the first. */
function breakPlaces(runs: readonly YearsRun[], indexOf: (at: string) => number): number[] {
  return runs.slice(1).map((run, nth) => {
    const begins = indexOf(run.points[0]?.at ?? '');
    const ended = indexOf(runs[nth]?.points.at(-1)?.at ?? '');
    return ended < begins ? (ended + begins) / 2 : begins - 0.5;
  });
}

function linesOf(dots: readonly Dot[], indexOf: (at: string) => number): DrawnYears['lines'] {
  return dots.slice(1).flatMap((to, nth) => {
    const from = dots[nth];
    if (!from || indexOf(to.at) - indexOf(from.at) > 1) return [];
    return [{ d: `M${from.x} ${from.y}L${to.x} ${to.y}`, finding: to.finding, dotted: false }];
  });
}

/** A year counted in both ways: the path parts, dotted, from the year before to both counts. */
function forksOf(runs: readonly (readonly Dot[])[]): DrawnYears['lines'] {
  return runs.slice(1).flatMap((run, nth) => {
    const [first] = run;
    const [from, old] = runs[nth]?.slice(-2) ?? [];
    if (!first || !from || !old || old.at !== first.at) return [];
    const middle = (from.x + first.x) / 2;
    const d = `M${from.x} ${from.y}C${middle} ${from.y} ${middle} ${first.y} ${first.x} ${first.y}`;
    return [{ d, finding: true, dotted: true }];
  });
}
