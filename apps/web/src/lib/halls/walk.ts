import type { Booth, Feature, Hall } from './plan.ts';

/** The shortest way on foot from an entrance to a booth. */
export interface Walk {
  from: string;
  /** For the path element, in metres of the hall. */
  d: string;
  start: Point;
  metres: number;
}

export interface Point {
  x: number;
  y: number;
}

type Area = Pick<Feature, 'x' | 'y' | 'width' | 'depth'>;

/** Side of a square of the grid, and how far from booths people keep, in metres. */
const cell = 0.5;
const clearance = 0.6;
const steps = [
  { x: 0, y: 1 },
  { x: 1, y: 0 },
  { x: 0, y: -1 },
  { x: -1, y: 0 },
] as const;
const open = new Set(['entrance', 'aisle', 'station']);

const middleOf = (it: Area): Point => ({ x: it.x + it.width / 2, y: it.y + it.depth / 2 });
const within = (p: Point, it: Area, room: number): boolean =>
  p.x > it.x - room && p.x < it.x + it.width + room && p.y > it.y - room && p.y < it.y + it.depth + room;

/** A hall as squares that can be walked on or not. */
class Floor {
  readonly #columns: number;
  readonly #rows: number;
  readonly #shut: boolean[];

  constructor(hall: Hall) {
    this.#columns = Math.ceil(hall.width / cell);
    this.#rows = Math.ceil(hall.depth / cell);
    const things = [...hall.booths, ...hall.features.filter(({ kind }) => !open.has(kind))];
    this.#shut = Array.from({ length: this.#columns * this.#rows }, (_, at) =>
      things.some((it) => within(this.point(at), it, clearance)),
    );
  }

  point = (at: number): Point => ({
    x: ((at % this.#columns) + 0.5) * cell,
    y: (Math.floor(at / this.#columns) + 0.5) * cell,
  });

  /** The square at a point, if it is on the floor and free. */
  at({ x, y }: Point): number | undefined {
    const [column, row] = [Math.floor(x / cell), Math.floor(y / cell)];
    const outside = column < 0 || row < 0 || column >= this.#columns || row >= this.#rows;
    const at = row * this.#columns + column;
    return outside || this.#shut[at] ? undefined : at;
  }

  next(at: number, by: Point): number | undefined {
    const { x, y } = this.point(at);
    return this.at({ x: x + by.x * cell, y: y + by.y * cell });
  }

  /** Steps from every square to the nearest of these. */
  distances(from: number[]): Map<number, number> {
    const far = new Map(from.map((at) => [at, 0]));
    const queue = [...from];
    for (const at of queue)
      for (const by of steps) {
        const there = this.next(at, by);
        if (there === undefined || far.has(there)) continue;
        far.set(there, (far.get(at) ?? 0) + 1);
        queue.push(there);
      }
    return far;
  }
}

/** Free squares in front of the booth, outwards from the middle of each side. */
function standingBy(floor: Floor, booth: Booth): number[] {
  const { x, y } = middleOf(booth);
  return steps.flatMap((by) => {
    for (let out = clearance + cell / 2; out < clearance + 3 * cell; out += cell) {
      const beside = { x: x + by.x * (booth.width / 2 + out), y: y + by.y * (booth.depth / 2 + out) };
      const at = floor.at(beside);
      if (at !== undefined) return [at];
    }
    return [];
  });
}

/** The free square nearest to an entrance, inside the wall. */
function inside(floor: Floor, hall: Hall, entrance: Feature): number | undefined {
  const { x, y } = middleOf(entrance);
  const keep = (value: number, most: number) => Math.min(Math.max(value, cell / 2), most - cell / 2);
  return floor.at({ x: keep(x, hall.width), y: keep(y, hall.depth) });
}

/** Downhill towards the booth, straight on as long as that is downhill too. */
function descend(floor: Floor, far: Map<number, number>, from: number): number[] {
  const way = [from];
  let [at, heading]: [number, Point | undefined] = [from, undefined];
  while ((far.get(at) ?? 0) > 0) {
    const nearer = (by: Point) => far.get(floor.next(at, by) ?? -1) === (far.get(at) ?? 0) - 1;
    heading = heading && nearer(heading) ? heading : steps.find(nearer);
    const there = heading && floor.next(at, heading);
    if (there === undefined) break;
    way.push((at = there));
  }
  return way;
}

const turns = (a: Point, b: Point, c: Point): boolean =>
  (b.x - a.x) * (c.y - b.y) !== (b.y - a.y) * (c.x - b.x);

/** Only the corners of a way. */
const cornersOf = (way: Point[]): Point[] =>
  way.filter((it, n) => {
    const [before, after] = [way[n - 1], way[n + 1]];
    return !before || !after || turns(before, it, after);
  });

/** A point `by` metres from one towards another, at most half the way. */
function towards(from: Point, to: Point, by: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const share = Math.min(by, length / 2) / length;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

const show = ({ x, y }: Point): string => `${x.toFixed(2)} ${y.toFixed(2)}`;

function rounded(corners: Point[]): string {
  return corners
    .map((it, n) => {
      const [before, after] = [corners[n - 1], corners[n + 1]];
      if (!before) return `M${show(it)}`;
      if (!after) return `L${show(it)}`;
      return `L${show(towards(it, before, 1.5))}Q${show(it)} ${show(towards(it, after, 1.5))}`;
    })
    .join('');
}

/** The way from the nearest entrance, or undefined where the plan knows no entrance or no way. */
export function walkTo(hall: Hall, booth: Booth): Walk | undefined {
  const floor = new Floor(hall);
  const far = floor.distances(standingBy(floor, booth));
  const entrances = hall.features.filter(({ kind }) => kind === 'entrance');
  const [nearest] = entrances
    .flatMap((entrance) => {
      const at = inside(floor, hall, entrance);
      const length = at === undefined ? undefined : far.get(at);
      return at === undefined || length === undefined ? [] : [{ entrance, at, length }];
    })
    .sort((a, b) => a.length - b.length);
  if (!nearest) return undefined;
  const way = descend(floor, far, nearest.at).map(floor.point);
  const start = way[0] ?? middleOf(nearest.entrance);
  return {
    from: nearest.entrance.label,
    d: rounded(cornersOf(way)),
    start,
    metres: Math.max(5, Math.round((nearest.length * cell) / 5) * 5),
  };
}
