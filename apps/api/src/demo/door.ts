import { dateOf, hour, iso, minute } from './calendar.ts';
import { sharedOut } from './chance.ts';
import type { Chance } from './chance.ts';
import type { DemoParty, Visitors } from './parties.ts';
import type { DemoEdition, Door, Plan } from './plan.ts';

interface Passage {
  readonly door: Door;
  readonly at: number;
  readonly direction: 'in' | 'out';
  readonly count: number;
  readonly party: DemoParty | null;
}

const step = 3 * minute;

/**
 * The passages of a finished edition: tickets scanned when parties came, families without a booking by the clicker,
 * and everybody out again. Walk-ins make up what is missing to `visitors` persons.
 */
export function addPassages(plan: Plan, edition: DemoEdition, visitors: Visitors, total: number): void {
  const crowd = new DoorCrowd(edition);
  for (const party of visitors.parties) crowd.arrive(party);
  crowd.walkIn(total - crowd.counted);
  const devices = addDevices(plan, edition);
  for (const it of crowd.passages())
    plan.sheet.add('passage', passageRow(crowd.chance, edition, it, devices));
}

class DoorCrowd {
  readonly chance: Chance;
  /** Persons so far, by the definition of `visitors`. */
  counted = 0;
  private readonly seen: Passage[] = [];
  /** Persons without a ticket on their way out, by door and stretch of minutes. */
  private readonly outs = new Map<Door, Map<number, number>>();

  constructor(private readonly edition: DemoEdition) {
    this.chance = edition.chance('door');
  }

  arrive(party: DemoParty): void {
    const arrival = party.bookings.find(({ slot }) => slot.kind === 'arrival');
    if (!arrival?.came) return;
    const closes = this.closing(arrival.slot.starts);
    const [came, isClass] = [arrival.came, party.kind === 'class'];
    const at =
      arrival.slot.starts + this.chance.int(isClass ? -4 : 0, 22) * minute + this.chance.int(0, 59) * 1000;
    const door = this.chance.weighted(this.doors(isClass ? classDoors : familyDoors));
    const parts = isClass && this.chance.is(0.15) ? [came - 3, 3] : [came];
    const scans = parts.map((count, n): Passage => ({
      door,
      at: at + n * 4 * minute,
      direction: 'in',
      count,
      party,
    }));
    const left = Math.min(
      at + this.chance.int(70, isClass ? 200 : 160) * minute,
      closes - this.chance.int(1, 20) * minute,
    );
    this.leave(party, left, came);
    // Out for lunch and in again with the same ticket: counted once a day.
    const again = this.chance.is(0.05) && left + 20 * minute < closes;
    if (again) {
      const back = left + this.chance.int(8, 15) * minute;
      scans.push({ door, at: back, direction: 'in', count: came, party });
      this.leave(party, Math.min(back + 30 * minute, closes - minute), came);
    }
    this.seen.push(...scans);
    this.counted += countedOnce(
      scans.map(({ count }) => count),
      party.size,
    );
  }

  private leave(party: DemoParty, at: number, count: number): void {
    const door = this.chance.weighted(this.doors(outDoors));
    this.seen.push({ door, at, direction: 'out', count, party });
  }

  /** Families without a booking, counted by the clicker in small batches, mostly in the afternoon. */
  walkIn(persons: number): void {
    const stretches = this.edition.dates.days.flatMap(({ opens, closes }, day) =>
      Array.from({ length: Math.floor((closes - opens) / (10 * minute)) }, (_, n) => {
        const at = opens + n * 10 * minute;
        return {
          at,
          closes,
          weight: walkInWeight((at - opens) / hour, day === 1) * (0.5 + this.chance.next()),
        };
      }),
    );
    const counts = sharedOut(
      Math.max(0, persons),
      stretches.map(({ weight }) => weight),
    );
    stretches.forEach(({ at, closes }, n) => this.batch(at, closes, counts[n] ?? 0));
  }

  private batch(at: number, closes: number, count: number): void {
    if (count === 0) return;
    const door = this.chance.weighted(this.doors(familyDoors));
    this.seen.push({ door, at: at + this.chance.int(0, 590) * 1000, direction: 'in', count, party: null });
    this.counted += count;
    this.out(Math.min(at + this.chance.int(50, 150) * minute, closes - minute), count);
  }

  passages(): Passage[] {
    const outs = [...this.outs].flatMap(([door, stretches]) =>
      [...stretches].map(([at, count]): Passage => ({ door, at, direction: 'out', count, party: null })),
    );
    return [...this.seen, ...outs].sort((a, b) => a.at - b.at);
  }

  /** Those without a ticket leave by the clicker, which sums up a few minutes. */
  private out(at: number, count: number): void {
    const door = this.chance.weighted(this.doors(outDoors));
    const stretch = Math.floor(at / step) * step + step - 1000;
    const stretches = this.outs.get(door) ?? new Map<number, number>();
    stretches.set(stretch, (stretches.get(stretch) ?? 0) + count);
    this.outs.set(door, stretches);
  }

  private doors(weights: readonly number[]): (readonly [Door, number])[] {
    return this.edition.doors.map((door, n) => [door, weights[n] ?? 0] as const);
  }

  private closing(at: number): number {
    return (
      this.edition.dates.days.find(({ opens, closes }) => opens - hour <= at && at < closes)?.closes ??
      at + 2 * hour
    );
  }
}

/** What a party counts for on a day: all that came in, but not more than its size or its largest single count. */
const countedOnce = (counts: readonly number[], size: number): number =>
  Math.min(
    counts.reduce((sum, count) => sum + count, 0),
    Math.max(size, ...counts),
  );

const classDoors = [40, 35, 20, 3, 2];
const familyDoors = [12, 12, 6, 50, 20];
const outDoors = [30, 28, 0, 32, 10];

const walkInWeight = (hoursOpen: number, evening: boolean): number => {
  const peak = evening ? 8.5 : 7.5;
  return 0.1 + 4 * Math.exp(-(((hoursOpen - peak) / 1.5) ** 2));
};

function addDevices(plan: Plan, edition: DemoEdition): Map<Door, string> {
  const chance = edition.chance('devices');
  const opens = edition.dates.days[0]?.opens ?? 0;
  const closes = edition.dates.days.at(-1)?.closes ?? 0;
  return new Map(
    edition.doors.map((door) => {
      const id = chance.id(opens - hour);
      plan.sheet.add('device', {
        id,
        edition_id: edition.id,
        door_id: door.id,
        revision: 1,
        enrolled_at: iso(opens - hour),
        last_seen_at: iso(closes + 5 * minute),
        revoked_at: iso(closes + hour),
      });
      return [door, id];
    }),
  );
}

const passageRow = (chance: Chance, edition: DemoEdition, it: Passage, devices: Map<Door, string>) => ({
  id: chance.id(it.at),
  edition_id: edition.id,
  door_id: it.door.id,
  device_id: devices.get(it.door) ?? null,
  at: iso(it.at),
  day: dayOf(edition, it.at),
  direction: it.direction,
  count: it.count,
  party_id: it.party?.id ?? null,
  received_at: iso(it.at + 2000),
});

const dayOf = (edition: DemoEdition, at: number): string =>
  edition.dates.days.find(({ opens, closes }) => opens - 2 * hour <= at && at < closes + hour)?.date ??
  dateOf(at);
