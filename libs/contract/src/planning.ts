import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { flag } from './query.ts';
import { Day, Edition, Id, Instant, Language, line, PartyKind, Phase, prose, Texts } from './words.ts';

/** What staff set up: activities, slots, crew and openings. Times are the clock on the wall where the edition is. */

/** A time on the wall: 'HH:MM'. */
export const WallClock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
export const ActivityKindKey = z.string().regex(/^[a-z][a-z-]{0,39}$/);
const Title = z.object({ sv: line(120), en: line(120).optional(), ar: line(120).optional() });
const Prose = z.object({ sv: prose(2000), en: prose(2000).optional(), ar: prose(2000).optional() });
const Capacity = z.int().min(0).max(5000);
const Minutes = z.int().min(5).max(1440);
/** One rule, so that a wrong one is told once. */
const JoinUrl = z
  .string()
  .max(500)
  .regex(/^https:\/\/[a-zA-Z0-9][a-zA-Z0-9.-]*(:\d{1,5})?([/?#][\x21-\x7e]*)?$/);
export const CrewRole = z.enum(['host', 'speaker', 'language-guide']);
/** The same use case is run and undone, and answers what it would have done. */
const preview = z.boolean().optional();

/** What stands in the way; nothing is saved while there is any. */
const Clash = z
  .object({
    code: z.enum(['place_taken', 'crew_busy', 'party_overlaps', 'slot_past', 'slot_full', 'slot_begun']),
    /** The place, the person, or the title of what is there. */
    what: z.string().nullable(),
    startsAt: Instant.nullable(),
    /** Parties that would be in two places, or how many places the capacity cannot go below. */
    count: z.int().nullable(),
  })
  .meta({ id: 'Clash' });

/** What a person should think about; it can be saved all the same. */
const Remark = z
  .object({
    code: z.enum(['outside_hours', 'wrong_phase', 'no_opening', 'not_open_yet', 'no_such_time']),
    startsAt: Instant.nullable(),
    audience: PartyKind.nullable(),
    /** How many times it holds. */
    count: z.int(),
  })
  .meta({ id: 'Remark' });

const PlannedTime = z.object({
  id: Id,
  startsAt: Instant,
  endsAt: Instant,
  place: z.string().nullable(),
  language: Language.nullable(),
  capacity: z.int(),
});

export const Effect = z
  .object({
    /** What was made or changed. */
    id: Id,
    preview: z.boolean(),
    possible: z.boolean(),
    made: z.int(),
    changed: z.int(),
    withdrawn: z.int(),
    /** Those slots, in order of time; the first fifty. */
    slots: z.array(PlannedTime),
    /** Whom it concerns: parties with places, their places, and parties in line. */
    booked: z.object({ parties: z.int(), places: z.int(), waiting: z.int() }),
    /** Mails this sends. */
    mails: z.int(),
    clashes: z.array(Clash),
    remarks: z.array(Remark),
  })
  .meta({ id: 'Effect' });

const SlotState = z.enum(['open', 'paused', 'withdrawn']);

const CrewThere = z.object({ id: Id, name: z.string(), role: CrewRole });

export const PlannedSlot = PlannedTime.extend({
  activity: z.object({
    id: Id,
    kind: z.string(),
    kindTitle: Texts,
    titles: Texts,
    audience: z.array(PartyKind),
  }),
  placeId: Id.nullable(),
  taken: z.int(),
  held: z.int(),
  /** Bookings in line. */
  waiting: z.int(),
  dropIn: z.int(),
  setupMinutes: z.int(),
  joinUrl: z.string().nullable(),
  state: SlotState,
  crew: z.array(CrewThere),
}).meta({ id: 'PlannedSlot' });

export const PlannedActivity = z
  .object({
    id: Id,
    edition: z.string(),
    kind: z.string(),
    kindTitle: Texts,
    phase: Phase,
    titles: Texts,
    descriptions: Texts.nullable(),
    programmes: z.array(z.string()),
    branch: z.string().nullable(),
    audience: z.array(PartyKind),
    withdrawn: z.boolean(),
    slots: z.array(PlannedSlot),
  })
  .meta({ id: 'PlannedActivity' });

export const listPlanned = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/planning',
  access: 'programme.write',
  summary: 'Everything bookable as staff see it, in order of time',
  params: Edition,
  query: z.object({
    day: Day.optional(),
    kind: z.string().max(40).optional(),
    place: Id.optional(),
    withdrawn: flag().optional(),
  }),
  reply: z
    .object({
      items: z.array(PlannedSlot),
      total: z.int(),
      /** Activities without a single slot: begun, or waiting for their times. */
      unscheduled: z.array(z.object({ id: Id, titles: Texts, kindTitle: Texts })),
    })
    .meta({ id: 'PlannedList' }),
  refusals: ['not_found'],
});

export const planningChoices = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/planning/choices',
  access: 'programme.write',
  summary: 'What the forms of planning can choose among',
  params: Edition,
  reply: z
    .object({
      kinds: z.array(z.object({ key: z.string(), title: Texts, exclusive: z.boolean() })),
      places: z.array(z.object({ id: Id, name: z.string(), kind: z.string(), access: z.array(z.string()) })),
      programmes: z.array(z.object({ code: z.string(), name: Texts })),
      branches: z.array(z.string()),
      languages: z.array(Language),
      /** Days that have a slot, with how many. */
      days: z.array(z.object({ date: Day, slots: z.int() })),
      crew: z.array(z.object({ id: Id, name: z.string(), roles: z.array(CrewRole) })),
    })
    .meta({ id: 'PlanningChoices' }),
  refusals: ['not_found'],
});

const ActivityFields = z.object({
  kind: ActivityKindKey,
  phase: Phase,
  titles: Title,
  descriptions: Prose.optional(),
  programmes: z.array(z.string().max(10)).max(30).optional(),
  branch: line(60).optional(),
  audience: z.array(PartyKind).min(1).max(4),
  preview,
});

export const makeActivity = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/activities',
  access: 'programme.write',
  summary: 'A new activity, without times',
  params: Edition,
  body: ActivityFields.meta({ id: 'ActivityFields' }),
  reply: Effect,
  status: 201,
  refusals: ['not_found'],
});

const OneActivity = z.object({ activity: Id });

export const readPlannedActivity = endpoint({
  method: 'GET',
  path: '/api/activities/:activity',
  access: 'programme.write',
  summary: 'One activity with all its slots, withdrawn ones too',
  params: OneActivity,
  reply: PlannedActivity,
  refusals: ['not_found'],
});

export const changeActivity = endpoint({
  method: 'PUT',
  path: '/api/activities/:activity',
  access: 'programme.write',
  summary: 'Change what an activity is about; its kind stays',
  params: OneActivity,
  body: ActivityFields.omit({ kind: true }).meta({ id: 'ActivityChange' }),
  reply: Effect,
  refusals: ['not_found', 'wrong_state'],
});

export const copyActivity = endpoint({
  method: 'POST',
  path: '/api/activities/:activity/copies',
  access: 'programme.write',
  summary: 'A new activity with the same times, moved by days, to other hours or to another language',
  params: OneActivity,
  body: z
    .object({
      days: z.int().min(-366).max(366).optional(),
      /** Later by so many minutes on the clock; earlier when negative. */
      minutes: z.int().min(-1439).max(1439).optional(),
      language: Language.optional(),
      titles: Title.optional(),
      place: Id.optional(),
      preview,
    })
    .meta({ id: 'ActivityCopy' }),
  reply: Effect,
  status: 201,
  refusals: ['not_found', 'wrong_state', 'place_taken', 'slot_past'],
});

export const withdrawActivity = endpoint({
  method: 'POST',
  path: '/api/activities/:activity/withdrawal',
  access: 'programme.write',
  summary: 'Withdraw an activity with every slot that has not begun; everybody booked or in line is told',
  params: OneActivity,
  body: z.object({ preview }).meta({ id: 'Withdrawal' }),
  reply: Effect,
  refusals: ['not_found', 'wrong_state'],
});

const Pause = z.object({ from: WallClock, to: WallClock });

export const addSlots = endpoint({
  method: 'POST',
  path: '/api/activities/:activity/slots',
  access: 'programme.write',
  summary: 'One slot, or a series: days × times × places × languages, all or none',
  params: OneActivity,
  body: z
    .object({
      days: z.array(Day).min(1).max(31),
      from: WallClock,
      /** When the last one has ended; without it there is one a day. */
      to: WallClock.optional(),
      /** Minutes from start to start; left out: one after the other. */
      every: Minutes.optional(),
      length: Minutes,
      pauses: z.array(Pause).max(6).optional(),
      /** None: somewhere that is not a place here. */
      places: z.array(Id).max(40).optional(),
      languages: z.array(Language).max(12).optional(),
      capacity: Capacity,
      dropIn: z.int().min(0).max(500).optional(),
      setupMinutes: z.int().min(0).max(480).optional(),
      joinUrl: JoinUrl.optional(),
      preview,
    })
    .meta({ id: 'SlotSeries' }),
  reply: Effect,
  status: 201,
  refusals: ['not_found', 'wrong_state', 'place_taken', 'slot_past'],
});

const OneSlot = z.object({ slot: Id });

export const readPlannedSlot = endpoint({
  method: 'GET',
  path: '/api/slots/:slot',
  access: 'programme.write',
  summary: 'One slot as staff see it',
  params: OneSlot,
  reply: PlannedSlot.extend({ edition: z.string() }).meta({ id: 'PlannedSlotInEdition' }),
  refusals: ['not_found'],
});

export const changeSlot = endpoint({
  method: 'PATCH',
  path: '/api/slots/:slot',
  access: 'programme.write',
  summary:
    'Change time, place, language, capacity and the rest; who is booked is told of another time or place',
  params: OneSlot,
  body: z
    .object({
      day: Day.optional(),
      from: WallClock.optional(),
      length: Minutes.optional(),
      setupMinutes: z.int().min(0).max(480).optional(),
      place: Id.nullable().optional(),
      language: Language.nullable().optional(),
      capacity: Capacity.optional(),
      dropIn: z.int().min(0).max(500).optional(),
      joinUrl: JoinUrl.nullable().optional(),
      preview,
    })
    .meta({ id: 'SlotChange' }),
  reply: Effect,
  refusals: [
    'not_found',
    'wrong_state',
    'place_taken',
    'crew_busy',
    'party_overlaps',
    'slot_past',
    'slot_begun',
    'slot_full',
  ],
});

export const withdrawSlot = endpoint({
  method: 'POST',
  path: '/api/slots/:slot/withdrawal',
  access: 'programme.write',
  summary: 'Withdraw one slot for good; everybody booked or in line is told',
  params: OneSlot,
  body: z.object({ preview }).meta({ id: 'SlotWithdrawal' }),
  reply: Effect,
  refusals: ['not_found', 'wrong_state', 'slot_begun'],
});

export const assignCrew = endpoint({
  method: 'PUT',
  path: '/api/slots/:slot/crew',
  access: 'programme.write',
  summary: 'Who is there: the whole list',
  params: OneSlot,
  body: z
    .object({ crew: z.array(z.object({ crew: Id, role: CrewRole })).max(20), preview })
    .meta({ id: 'SlotCrew' }),
  reply: Effect,
  refusals: ['not_found', 'wrong_state', 'crew_busy'],
});
