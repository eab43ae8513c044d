import type { Chance } from './chance.ts';
import type { Exhibitor } from './exhibitors.ts';
import { boothSizes } from './exhibiting.texts.ts';
import { placeIn } from './plan.ts';
import type { DemoEdition, Plan } from './plan.ts';

/** A booth on the plan; lengths in decimetres from the hall's corner. */
export interface DemoBooth {
  readonly id: string;
  readonly hallId: string;
  readonly code: string;
  readonly size: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly depth: number;
  exhibitor: Exhibitor | null;
  applicationId: string | null;
}

interface Rows {
  readonly hall: string;
  readonly letter: string;
  readonly from: number;
  readonly to: number;
  readonly tops: readonly number[];
}

/** Rows stand back to back in pairs; between the pairs run aisles of three and a half metres. */
const rows: readonly Rows[] = [
  { hall: 'Hall A', letter: 'A', from: 100, to: 560, tops: [50, 70, 125, 145, 200, 220] },
  { hall: 'Hall B', letter: 'B', from: 40, to: 340, tops: [40, 60, 115, 135, 190, 210] },
];

/** Booths in regular rows; exhibitors in an order drawn by lot, since nobody pays for a better place. */
export function addBooths(edition: DemoEdition, placed: readonly Exhibitor[]): DemoBooth[] {
  const chance = edition.chance('booths');
  const booths = rows.flatMap((it) => boothsIn(edition, chance, it));
  const [inA, inB] = ['A', 'B'].map((letter) => booths.filter(({ code }) => code.startsWith(letter)));
  const schools = chance.shuffled(placed.filter(({ kind }) => kind === 'school'));
  const working = chance.shuffled(placed.filter(({ kind }) => kind !== 'school'));
  const order = [...chance.shuffled(inA ?? []), ...(inB ?? [])];
  [...schools, ...working].forEach((exhibitor, n) => {
    const booth = order[n < schools.length ? n : order.length - 1 - (n - schools.length)];
    if (booth) booth.exhibitor = exhibitor;
  });
  return booths;
}

function boothsIn(edition: DemoEdition, chance: Chance, { hall, letter, from, to, tops }: Rows): DemoBooth[] {
  const booths: DemoBooth[] = [];
  for (const y of tops)
    for (let x = from; x < to - 50;) {
      const key = chance.weighted([
        ['3x2', 6],
        ['4x2', 4],
        ['5x2', 2],
      ] as const);
      const size = boothSizes.find((it) => it.key === key) ?? boothSizes[0];
      if (!size) break;
      const code = `${letter}${String(booths.length + 1).padStart(2, '0')}`;
      const id = chance.id(edition.bookingOpens);
      const { width, depth } = size;
      const hallId = placeIn(edition, hall);
      booths.push({ id, hallId, code, size: key, x, y, width, depth, exhibitor: null, applicationId: null });
      x += size.width;
    }
  return booths;
}

type Feature = readonly [string, string, string, number, number, number, number];
const features: readonly Feature[] = [
  ['Hall A', 'info', 'Information', 20, 285, 80, 30],
  ['Hall A', 'quiet', 'Lugnt rum', 220, 285, 90, 25],
  ['Hall A', 'toilet', 'Toalett', 440, 285, 60, 25],
  ['Hall A', 'lift', 'Hiss', 520, 285, 60, 25],
  ['Hall A', 'guidance', 'Vägledningstorget', 10, 50, 70, 60],
  ['Hall A', 'aisle', 'Gång 1', 10, 112, 85, 10],
  ['Hall A', 'aisle', 'Gång 2', 10, 178, 85, 10],
  ['Hall A', 'entrance', 'Entré 5', 130, 330, 60, 10],
  ['Hall A', 'entrance', 'Dörr 3', 360, 330, 60, 10],
  ['Hall B', 'stage', 'Stora scenen', 420, 20, 150, 90],
  ['Hall B', 'toilet', 'Toalett', 20, 350, 60, 25],
  ['Hall B', 'entrance', 'Entré 8', 130, 390, 60, 10],
  ['Hall B', 'entrance', 'Rullstol och barnvagn', 360, 390, 60, 10],
  ['Hall B', 'vocational-stand', 'Yrkesmontern', 360, 140, 220, 190],
];

/** What stands in the halls besides booths, with one square per station in the vocational stand. */
export function addFeatures(plan: Plan, edition: DemoEdition): void {
  const chance = edition.chance('features');
  const stations = Array.from({ length: 15 }, (_, n): Feature => {
    const [column, row] = [n % 5, Math.floor(n / 5)];
    return ['Hall B', 'station', String(n + 1), 370 + column * 42, 165 + row * 54, 32, 40];
  });
  for (const [hall, kind, label, x, y, width, depth] of [...features, ...stations])
    plan.sheet.add('hall_feature', {
      id: chance.id(edition.bookingOpens),
      hall_id: placeIn(edition, hall),
      kind,
      label,
      x_dm: x,
      y_dm: y,
      width_dm: width,
      depth_dm: depth,
    });
}
