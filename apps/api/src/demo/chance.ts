/** Randomness that comes out the same each time for the same seed (mulberry32), and what is drawn with it. */
export class Chance {
  private state: number;

  constructor(seed: string) {
    this.state = 0x811c9dc5;
    for (const sign of seed) this.state = Math.imul(this.state ^ (sign.codePointAt(0) ?? 0), 0x01000193);
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let bits = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `least` to `most`, both possible. */
  int(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** True in `share` of the cases. */
  is(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(from: readonly T[]): T {
    const it = from[Math.floor(this.next() * from.length)];
    if (it === undefined) throw new Error('Nothing to pick from');
    return it;
  }

  /** One of them, each as often as its weight says. */
  weighted<T>(from: readonly (readonly [T, number])[]): T {
    let left = this.next() * from.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [it, weight] of from) if ((left -= weight) < 0) return it;
    return this.pick(from)[0];
  }

  shuffled<T>(from: readonly T[]): T[] {
    return from
      .map((it) => [this.next(), it] as const)
      .sort(([a], [b]) => a - b)
      .map(([, it]) => it);
  }

  /** A UUIDv7 of that instant (milliseconds since 1970). */
  id(at: number): string {
    const time = Math.floor(at).toString(16).padStart(12, '0');
    const variant = '89ab'[this.int(0, 3)] ?? '8';
    return `${time.slice(0, 8)}-${time.slice(8)}-7${this.hex(3)}-${variant}${this.hex(3)}-${this.hex(6)}${this.hex(6)}`;
  }

  /** 8 characters of Crockford base 32. */
  code(): string {
    return Array.from({ length: 8 }, () => crockford[this.int(0, 31)]).join('');
  }

  /** Six digits at most: one draw has no more in it. */
  private hex(digits: number): string {
    return Math.floor(this.next() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0');
  }
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Shares `total` out by weight in whole numbers that sum to exactly `total`. */
export function sharedOut(total: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let [sum, given] = [0, 0];
  return weights.map((weight) => {
    sum += weight;
    const upTo = Math.round((total * sum) / whole);
    const part = upTo - given;
    given = upTo;
    return part;
  });
}
