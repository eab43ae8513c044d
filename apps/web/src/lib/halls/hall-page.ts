import type { ExhibitorView } from '@vagval/contract';
import type * as z from 'zod';
import type { Hall } from './plan.ts';
import type { Walk } from './walk.ts';

export type Exhibitor = z.output<typeof ExhibitorView>;

/** What the page of a hall shows. */
export interface HallPage {
  halls: { id: string; name: string }[];
  q: string;
  /** Undefined before any hall has been measured. */
  hall: Hall | undefined;
  /** Those in this hall, in alphabetical order. */
  exhibitors: Exhibitor[];
  /** Those that were searched for, in all halls. */
  hits: Exhibitor[];
  only: boolean;
  /** The number of the chosen booth. */
  chosen: string | undefined;
  walk: Walk | undefined;
  zoom: number;
}
