import type { EditionDates } from './calendar.ts';
import { Chance } from './chance.ts';
import type { Sheet } from './sheet.ts';

/** What all parts of the demonstration share. `now` is six in the morning of the day it is made for. */
export interface Plan {
  readonly sheet: Sheet;
  readonly today: string;
  readonly now: number;
  readonly organiserId: string;
  readonly fairId: string;
  readonly references: Set<string>;
  /** The next number in line; one sequence for all slots. */
  nextLineNo: number;
}

export interface DemoEdition {
  readonly id: string;
  readonly slug: string;
  readonly dates: EditionDates;
  /** 0 for the coming one, 1 for the newest finished, 2 for the one before. */
  readonly yearsBack: 0 | 1 | 2;
  readonly bookingOpens: number;
  readonly places: ReadonlyMap<string, string>;
  readonly doors: readonly Door[];
  /** A source of chance of its own for each part, so that a change in one does not move the others. */
  chance(part: string): Chance;
}

export interface Door {
  readonly id: string;
  readonly name: string;
  readonly countsExits: boolean;
}

export const chanceOf = (slug: string, part: string): Chance => new Chance(`vägval/${slug}/${part}`);

/** A place by name; the names are all written in this folder, so a missing one is a mistake here. */
export function placeIn(edition: DemoEdition, name: string): string {
  const id = edition.places.get(name);
  if (!id) throw new Error(`The demonstration has no place called ${name}`);
  return id;
}

export const firstDay = (edition: DemoEdition): string => edition.dates.days[0]?.date ?? '';
export const lastClosing = (edition: DemoEdition): number => edition.dates.days.at(-1)?.closes ?? 0;
