import { scaleLinear, scalePoint } from 'd3-scale';

const interpolateRound = (a: number, b: number) => (share: number) => Math.round(a + (b - a) * share);

export interface Series {
  name: string;
  /** The finding is drawn in the signal colour, everything else in the colour of information. */
  finding?: boolean;
  points: { at: string; value: number | 'hidden' | 'missing' }[];
}

/** From `at` on it is counted in a new way: no line is drawn across. */
export interface Break {
  at: string;
  text: string;
  note?: string;
}

export interface Size {
  width: number;
  height: number;
}

interface Dot {
  at: string;
  value: number;
  x: number;
  y: number;
}

export interface Drawn {
  dots: (Dot & { finding: boolean; above: boolean })[];
  /** Whole lines, and dotted ones where a break is bridged to be compared, not to be read as a change. */
  lines: { d: string; finding: boolean; dotted: boolean }[];
  breaks: (Break & { x: number })[];
  axis: { at: string; x: number }[];
  rules: { value: number; y: number }[];
}

const pad = { top: 48, side: 48, bottom: 44 };

/** Places every mark of a line chart in a box; pure geometry, so that page, print and PDF are the same. */
export function drawLines(series: readonly Series[], breaks: readonly Break[], size: Size, from = 0): Drawn {
  const ats = [...new Set(series.flatMap(({ points }) => points.map(({ at }) => at)))].sort();
  const x = scalePoint(ats, [pad.side, size.width - pad.side]).round(true);
  const y = heightScale(series, size, from);
  const place = (at: string, value: number): Dot => ({ at, value, x: x(at) ?? 0, y: y(value) });
  const placed = series.map((one) => ({
    one,
    dots: numbersOf(one).map(({ at, value }) => place(at, value)),
  }));
  const isBroken = (from: string, to: string) => breaks.some(({ at }) => from < at && at <= to);
  return {
    dots: placed.flatMap(({ one, dots }) =>
      dots.map((dot) => ({ ...dot, finding: one.finding === true, above: isHighest(dot, placed) })),
    ),
    lines: placed.flatMap(({ one, dots }) => linesOf(dots, one.finding === true, isBroken, ats)),
    breaks: breaks.map((it) => ({ ...it, x: (x(it.at) ?? 0) - x.step() / 2 })),
    axis: ats.map((at) => ({ at, x: x(at) ?? 0 })),
    rules: y.ticks(3).map((value) => ({ value, y: y(value) })),
  };
}

/** `from` is the value at the foot; anything but 0 is for changes that are small beside the whole. */
function heightScale(series: readonly Series[], size: Size, from: number) {
  const values = series.flatMap((one) => numbersOf(one).map(({ value }) => value));
  const range = [size.height - pad.bottom, pad.top];
  return scaleLinear([from, Math.max(from + 1, ...values)], range)
    .nice(3)
    .interpolate(interpolateRound);
}

function numbersOf({ points }: Series): { at: string; value: number }[] {
  return points.flatMap(({ at, value }) => (typeof value === 'number' ? [{ at, value }] : []));
}

/** Two values of one year: the label of the lower one goes under its point. */
function isHighest(dot: Dot, placed: readonly { dots: Dot[] }[]): boolean {
  return placed.every(({ dots }) => dots.every((other) => other.at !== dot.at || other.value <= dot.value));
}

function linesOf(
  dots: readonly Dot[],
  finding: boolean,
  isBroken: (from: string, to: string) => boolean,
  ats: readonly string[],
): Drawn['lines'] {
  return dots.slice(1).flatMap((to, index) => {
    const from = dots[index];
    if (!from || ats.indexOf(to.at) - ats.indexOf(from.at) > 1) return [];
    return [{ d: `M${from.x} ${from.y}L${to.x} ${to.y}`, finding, dotted: isBroken(from.at, to.at) }];
  });
}
