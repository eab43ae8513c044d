import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replayLine } from './line-replay.rules.ts';
import type { Difference, LineEvent } from './line-replay.rules.ts';

// A slot and its line in a few lines of their own, without a word of the product's rules: whatever happens is written to
// a log, and the replay of the log has to agree. With an unfair way of giving it has to disagree.

const startsAt = new Date('2027-01-19T09:00Z');
const at = new Date('2027-01-10T09:00Z');

interface Someone {
  readonly bookingId: string;
  readonly size: number;
  places: number;
  busy: number;
  readonly partOk: boolean;
}

/** Whom to serve next out of what is left, and how many; undefined: nobody. */
type Way = (line: readonly Someone[], left: number) => { who: Someone; places: number } | undefined;

const wants = ({ places, partOk, size, busy }: Someone, left: number): number => {
  const given = partOk ? Math.min(places, left, size - busy) : places;
  return given > 0 && given <= left && given + busy <= size ? given : 0;
};

const inOrder: Way = (line, left) => {
  const who = line.find((it) => wants(it, left) > 0);
  return who && { who, places: wants(who, left) };
};

const sorted =
  (by: (a: Someone, b: Someone) => number): Way =>
  (line, left) =>
    inOrder([...line].sort(by), left);

/** Ways no line should have; each must be found out. */
const unfair: Record<string, Way> = {
  'the last first': (line, left) => inOrder([...line].reverse(), left),
  'the smallest first': sorted((a, b) => a.places - b.places),
  'the largest first': sorted((a, b) => b.places - a.places),
  'never the first': (line, left) => inOrder(line.slice(1), left),
  'a busy one too': (line, left) => {
    const who = line.find(({ places }) => places <= left);
    return who && { who, places: who.places };
  },
  'one place fewer': (line, left) => {
    const gift = inOrder(line, left);
    return gift && gift.places > 1 ? { ...gift, places: gift.places - 1 } : gift;
  },
  'nobody when three wait': (line, left) => (line.length === 3 ? undefined : inOrder(line, left)),
};

const size = fc.integer({ min: 1, max: 6 });
const which = fc.nat({ max: 9 });
const command = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ does: fc.constant('join' as const), size, places: size, partOk: fc.boolean() }),
  },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('free' as const), n: size }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('leave' as const), which }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('shrink' as const), which, places: size }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('fill' as const), which, busy: fc.nat({ max: 6 }) }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('accept' as const), which }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('decline' as const), which }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('expire' as const), which }) },
);
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

class Slot {
  readonly log: LineEvent[] = [];
  readonly line: Someone[] = [];
  readonly offers: Someone[] = [];
  private joined = 0;
  private free = 0;

  constructor(private readonly way: Way) {}

  do(it: Command): void {
    if (it.does === 'join') this.join(it);
    else if (it.does === 'free') this.walk(it.n);
    else if (it.does === 'leave' || it.does === 'shrink' || it.does === 'fill') this.waiting(it);
    else this.answer(it);
  }

  private write(what: LineEvent['what'], who: Someone | undefined, it: Partial<LineEvent> = {}): void {
    const id = this.log.length + 1;
    const said = { places: who?.places ?? 0, free: null, detail: null };
    this.log.push({ id, at, bookingId: who?.bookingId ?? null, what, ...said, ...it });
  }

  private join({ size, places, partOk }: Extract<Command, { does: 'join' }>): void {
    const lineNo = ++this.joined;
    const who = { bookingId: `b${lineNo}`, size, places: Math.min(size, places), busy: 0, partOk };
    this.line.push(who);
    this.write('joined', who, { detail: { state: 'waiting', lineNo, partOk } });
    this.walk(0);
  }

  /** So many more places are free, and whoever can have them gets them. */
  private walk(more: number): void {
    this.free += more;
    const [free, stood] = [this.free, [...this.line]];
    if (free === 0 || stood.length === 0) return;
    const gifts = new Map<Someone, number>();
    for (let gift = this.way(this.line, free); gift; gift = this.way(this.line, this.free)) {
      gifts.set(gift.who, gift.places);
      this.free -= gift.places;
      this.line.splice(this.line.indexOf(gift.who), 1);
    }
    this.write('walked', undefined, { free, places: free - this.free });
    this.tell(stood, gifts, free);
    for (const [who, places] of gifts) this.offers.push({ ...who, places });
  }

  private tell(stood: readonly Someone[], gifts: ReadonlyMap<Someone, number>, free: number): void {
    let left = free;
    for (const who of stood) {
      if (left <= 0) return;
      const places = gifts.get(who);
      const small = who.partOk ? 0 : who.places;
      const what = places ? 'offered' : small > left ? 'passed_size' : 'passed_time';
      const said = { places: places ?? who.places, free: left };
      this.write(what, who, { ...said, detail: { size: who.size, busy: who.busy } });
      left -= places ?? 0;
    }
  }

  private waiting(it: Extract<Command, { does: 'leave' | 'shrink' | 'fill' }>): void {
    const who = this.line[it.which % this.line.length];
    if (!who) return;
    if (it.does === 'fill') who.busy = Math.min(it.busy, who.size);
    if (it.does === 'shrink') {
      who.places = Math.min(who.places, it.places);
      this.write('changed', who, { detail: { partOk: who.partOk } });
    }
    if (it.does === 'leave') {
      this.line.splice(this.line.indexOf(who), 1);
      this.write('left', who);
    }
    this.walk(0);
  }

  private answer({ does, which }: Extract<Command, { does: 'accept' | 'decline' | 'expire' }>): void {
    const [who] = this.offers.splice(which % Math.max(1, this.offers.length), 1);
    if (!who) return;
    const what = { accept: 'accepted', decline: 'declined', expire: 'expired' } as const;
    this.write(what[does], who);
    this.walk(does === 'accept' ? 0 : who.places);
  }
}

const histories = fc.array(command, { minLength: 5, maxLength: 40, size: 'max' });

function differenceIn(history: readonly Command[], way: Way): Difference | undefined {
  const slot = new Slot(way);
  for (const it of history) slot.do(it);
  const { line, offers, difference } = replayLine(slot.log, { startsAt });
  if (difference) return difference;
  expect(line.map(({ bookingId }) => bookingId)).toEqual(slot.line.map(({ bookingId }) => bookingId));
  expect(Object.fromEntries(offers)).toEqual(
    Object.fromEntries(slot.offers.map(({ bookingId, places }) => [bookingId, places])),
  );
  return undefined;
}

describe('the replay of a line', () => {
  it('agrees with 10,000 random histories of a fair one', () => {
    fc.assert(
      fc.property(histories, (history) => {
        expect(differenceIn(history, inOrder)).toBeUndefined();
      }),
      { numRuns: 10_000 },
    );
  });

  it.each(Object.keys(unfair))('finds out a line that serves %s', (name) => {
    const agrees = fc.property(histories, (history) => !differenceIn(history, unfair[name] ?? inOrder));
    expect(fc.check(agrees, { numRuns: 500, endOnFailure: true }).failed).toBe(true);
  });
});

const event = (what: LineEvent['what'], it: Partial<LineEvent> = {}): LineEvent => ({
  id: 1,
  at,
  bookingId: what === 'walked' ? null : 'a',
  what,
  places: 2,
  free: null,
  detail: null,
  ...it,
});
const joined = (bookingId: string, lineNo: number, places = 2) =>
  event('joined', { id: lineNo, bookingId, places, detail: { state: 'waiting', lineNo, partOk: false } });

describe('the first difference', () => {
  it('names who was passed over', () => {
    const log = [
      joined('a', 1),
      joined('b', 2),
      event('walked', { id: 3, free: 2 }),
      event('offered', { id: 4, bookingId: 'b', free: 2 }),
    ];
    expect(replayLine(log, { startsAt }).difference).toEqual({
      event: 4,
      bookingId: 'b',
      rule: 'a given 2 of 2',
      log: 'offered 2 of 2',
    });
  });

  it.each<[string, LineEvent[]]>([
    ['nothing is given but in a walk', [joined('a', 1), event('offered', { free: 2 })]],
    ['has no offer', [joined('a', 1), event('accepted')]],
    ['neither waits nor has an offer', [event('left')]],
    ['stands in this line already', [joined('a', 1), joined('a', 2)]],
    ['joins after number 2', [joined('a', 2), joined('b', 1)]],
    ['nobody is let in so early', [joined('a', 1), event('seated')]],
  ])('is that it %s', (rule, log) => {
    expect(replayLine(log, { startsAt }).difference).toMatchObject({ rule });
  });

  it('is none when somebody in line is let in at the place, and those behind go on waiting', () => {
    const log = [joined('a', 1), joined('b', 2), event('seated', { at: new Date('2027-01-19T08:50Z') })];
    expect(replayLine(log, { startsAt })).toMatchObject({ line: [{ bookingId: 'b' }] });
    expect(replayLine(log, { startsAt }).difference).toBeUndefined();
  });
});
