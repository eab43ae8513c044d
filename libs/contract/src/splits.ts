import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { flag, int } from './query.ts';
import { SchoolView } from './schools.ts';
import { Edition, Id, Instant, MunicipalityCode } from './words.ts';

/** What staff see of all classes, and the split over all of them at once. */

export const SchoolProgress = z.enum(['none', 'registered', 'window', 'groups']);

export const classOverview = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/classes/overview',
  access: 'booking.assist',
  summary: 'Every school of the register: how many classes and pupils, and how far they have come',
  params: Edition,
  query: z.object({
    q: z.string().trim().max(80).optional(),
    municipality: MunicipalityCode.optional(),
    /** Schools without a class; with a class that has no time of arrival; with one and no groups; all in groups. */
    progress: SchoolProgress.optional(),
    /** With a class that has pupils in no group. */
    unplaced: flag().optional(),
    page: int(1, 1000).optional(),
  }),
  reply: z
    .object({
      items: z.array(
        z.object({
          school: SchoolView,
          classes: z.int(),
          pupils: z.int(),
          withWindow: z.int(),
          withGroups: z.int(),
          unplaced: z.int(),
        }),
      ),
      /** Schools that match. */
      total: z.int(),
      page: z.int(),
      pages: z.int(),
      /** Over all schools that match. */
      sums: z.object({
        classes: z.int(),
        pupils: z.int(),
        withWindow: z.int(),
        withGroups: z.int(),
        schoolsWithout: z.int(),
      }),
      /** The latest split over all classes, if any. */
      split: Id.nullable(),
    })
    .meta({ id: 'ClassOverview' }),
  refusals: ['not_found'],
});

export const SplitView = z
  .object({
    id: Id,
    state: z.enum(['waiting', 'running', 'stopping', 'stopped', 'done', 'failed']),
    /** Classes gone through, of all that have wishes, a time of arrival and no groups. */
    done: z.int(),
    of: z.int(),
    /** Classes that were given a proposal. */
    proposed: z.int(),
    /** Classes for which nothing was free. */
    without: z.int(),
    /** Visits of pupils proposed; how many of them meet the strongest wish, and any wish. */
    visits: z.int(),
    firstWishes: z.int(),
    anyWishes: z.int(),
    /** The places are kept until then. */
    until: Instant,
    startedAt: Instant,
    finishedAt: Instant.nullable(),
  })
  .meta({ id: 'Split' });

export const startSplit = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/splits',
  access: 'programme.write',
  summary:
    'Propose groups for every class with wishes, a time of arrival and no groups; each teacher is mailed',
  params: Edition,
  body: z
    .object({
      /** How long teachers have to answer; left out: five days. */
      until: Instant.optional(),
    })
    .meta({ id: 'NewSplit' }),
  reply: SplitView,
  status: 201,
  refusals: ['not_found', 'split_running', 'until_past'],
});

const OneSplit = Edition.extend({ split: Id });

export const readSplit = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/splits/:split',
  access: 'booking.assist',
  summary: 'How far a split has come',
  params: OneSplit,
  reply: SplitView,
  refusals: ['not_found'],
});

export const stopSplit = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/splits/:split/stop',
  access: 'programme.write',
  summary: 'Stop after the class at hand; proposals already made stand',
  params: OneSplit,
  reply: SplitView,
  refusals: ['not_found'],
});
