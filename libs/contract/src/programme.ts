import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { flag, int } from './query.ts';
import { Day, Edition, Id, Instant, Language, PartyKind, Phase, Texts } from './words.ts';

export const PlaceView = z
  .object({ id: Id, name: z.string(), access: z.array(z.string()) })
  .meta({ id: 'Place' });

export const SlotView = z
  .object({
    id: Id,
    activity: z.object({
      id: Id,
      kind: z.string(),
      kindTitle: Texts,
      /** In the language asked for (Accept-Language), else Swedish. */
      title: z.string(),
      titles: Texts,
      phase: Phase,
      programmes: z.array(z.string()),
    }),
    startsAt: Instant,
    endsAt: Instant,
    place: PlaceView.nullable(),
    language: Language.nullable(),
    audience: z.array(PartyKind),
    capacity: z.int(),
    free: z.int(),
    /** Bookings standing in line, not places. */
    waiting: z.int(),
    /** What one place is for: a person, or a whole party whatever its size. */
    counts: z.enum(['persons', 'parties']),
    /** Whether a party of the asked kind and size can book now (I12); if not, refusal says why. */
    bookable: z.boolean(),
    refusal: z.string().optional(),
    opensAt: Instant.optional(),
    /** For a slot without room for the party: the nearest others with room, same activity first, then language, then kind. */
    alternatives: z
      .array(z.object({ id: Id, startsAt: Instant, title: Texts, language: Language.nullable() }))
      .optional(),
  })
  .meta({ id: 'Slot' });

export const SlotQuery = z.object({
  kind: z.string().max(40).optional(),
  phase: Phase.optional(),
  /** Only the times of one activity. */
  activity: Id.optional(),
  day: Day.optional(),
  language: Language.optional(),
  audience: PartyKind.optional(),
  programme: z.string().max(10).optional(),
  /** Only slots with at least one free place. */
  free: flag().optional(),
  /** How many come together, one unless said: what they can book is judged with it. */
  size: int(1, 500).optional(),
  /** Only slots with room for all of them. */
  fits: flag().optional(),
  /** Only these, comma separated; used to show what has been chosen. */
  ids: z.string().max(800).optional(),
});

export const listSlots = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/slots',
  access: 'public',
  summary: 'The timetable over everything bookable',
  params: Edition,
  query: SlotQuery,
  reply: z
    .object({
      items: z.array(SlotView),
      total: z.int(),
      /** What the filters can be set to, over the whole edition. */
      filters: z.object({
        kinds: z.array(z.object({ key: z.string(), title: Texts })),
        languages: z.array(Language),
        programmes: z.array(z.object({ code: z.string(), name: Texts })),
      }),
    })
    .meta({ id: 'SlotList' }),
  refusals: ['not_found'],
});

export const ActivityView = z
  .object({
    id: Id,
    kind: z.string(),
    kindTitle: Texts,
    titles: Texts,
    descriptions: Texts.nullable(),
    phase: Phase,
    audience: z.array(PartyKind),
    programmes: z.array(z.object({ code: z.string(), name: Texts })),
    /** The branch or trade it is held with. */
    branch: z.string().nullable(),
  })
  .meta({ id: 'Activity' });

export const readActivity = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/activities/:activity',
  access: 'public',
  summary: 'One activity with its times that have not ended, judged for a kind and size of party',
  params: Edition.extend({ activity: Id }),
  query: SlotQuery.pick({ audience: true, size: true }),
  reply: z.object({ activity: ActivityView, slots: z.array(SlotView) }).meta({ id: 'ActivityWithSlots' }),
  refusals: ['not_found'],
});

export const slotFeed = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/slots.ics',
  access: 'public',
  summary: 'The timetable as a calendar feed, same filters',
  params: Edition,
  query: SlotQuery,
  file: 'text/calendar',
  refusals: ['not_found'],
});

export const listProgrammes = endpoint({
  method: 'GET',
  path: '/api/programmes',
  access: 'public',
  summary: 'The national programmes open today, by kind and Swedish name',
  reply: z
    .object({
      items: z.array(z.object({ code: z.string(), name: Texts, kind: z.string() })),
      total: z.int(),
    })
    .meta({ id: 'ProgrammeList' }),
});
