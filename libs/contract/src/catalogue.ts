import * as z from 'zod';

/** What a signed-in person or a device may do. Named noun.verb; a role is a set of these. */
export const permissions = [
  'application.own',
  'application.review',
  'booth.place',
  'device.enrol',
  'passage.record',
  'roster.read',
  'occupancy.read',
  'figure.read',
  'evaluation.read',
  'evaluation.write',
  'figure.publish',
  'survey.read',
  'survey.write',
  'message.read',
  'message.retry',
  'programme.write',
  'booking.assist',
  'line.read',
  'slot.host',
  'class.own',
] as const;
export type Permission = (typeof permissions)[number];

/** The roles a membership can give (2-domain, demo accounts of 7-api). */
export const roles = ['leader', 'analyst', 'door', 'host', 'exhibitor', 'teacher', 'funder'] as const;
export type Role = (typeof roles)[number];

/** Which role may do what. The only such table; guards and tests read it. */
export const mayByRole: Record<Role, readonly Permission[]> = {
  leader: permissions.filter((it) => it !== 'application.own' && it !== 'class.own'),
  analyst: [
    'figure.read',
    'evaluation.read',
    'evaluation.write',
    'figure.publish',
    'survey.read',
    'survey.write',
  ],
  door: ['device.enrol', 'passage.record', 'roster.read', 'occupancy.read'],
  host: ['occupancy.read', 'slot.host'],
  exhibitor: ['application.own'],
  teacher: ['class.own'],
  funder: ['figure.read'],
};

/**
 * Who may call an endpoint: anyone; the holder of a party's secret link; anyone signed in; the server of our own
 * pages, by its key; or whoever has been given one permission. Rows are filtered besides, in SQL.
 */
export const accessRules = ['public', 'party', 'signed-in', 'page-server', ...permissions] as const;
export type Access = (typeof accessRules)[number];

type Spec = {
  status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 503;
  title: string;
  extra?: z.ZodObject;
};

const SlotNamed = z.object({ slot: z.uuid() });

/** Every reason the API may refuse for, once, with its status. Endpoints pick from here. */
export const refusals = {
  invalid: {
    status: 422,
    title: 'Something sent is not valid',
    extra: z.object({
      errors: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
    }),
  },
  unready: { status: 503, title: 'Not ready to serve' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'Not allowed' },
  not_found: { status: 404, title: 'Not found' },
  too_many_requests: { status: 429, title: 'Too many requests, try again later' },
  in_flight: { status: 409, title: 'The same request is still running' },
  key_reused: { status: 409, title: 'The idempotency key was used for another request' },

  slot_unknown: { status: 409, title: 'There is no such slot', extra: SlotNamed },
  slot_full: { status: 409, title: 'Not enough places left', extra: SlotNamed.extend({ free: z.int() }) },
  slot_closed: { status: 409, title: 'Closed for booking', extra: SlotNamed },
  not_open_yet: {
    status: 409,
    title: 'Booking has not opened yet',
    extra: SlotNamed.extend({ opensAt: z.string() }),
  },
  audience_mismatch: { status: 409, title: 'Not for this kind of party', extra: SlotNamed },
  already_booked: { status: 409, title: 'Already booked', extra: SlotNamed },
  overlaps: { status: 409, title: 'Overlaps another choice', extra: SlotNamed.extend({ with: z.uuid() }) },
  over_party_size: { status: 409, title: 'More places than the party', extra: SlotNamed },
  limit_reached: {
    status: 409,
    title: 'The limit for this kind is reached',
    extra: SlotNamed.extend({ limit: z.int() }),
  },
  size_below_bookings: { status: 409, title: 'Bookings take more places than that', extra: SlotNamed },
  party_cancelled: { status: 409, title: 'The visit is cancelled' },
  contact_required: { status: 422, title: 'An e-mail address or a phone number is needed' },

  too_early: { status: 409, title: 'Not yet', extra: z.object({ from: z.string() }) },
  /** `what` is what stands there, or who is busy. */
  place_taken: {
    status: 409,
    title: 'The place is taken at that time',
    extra: z.object({ what: z.string() }),
  },
  crew_busy: { status: 409, title: 'Somebody would be in two places', extra: z.object({ what: z.string() }) },
  party_overlaps: {
    status: 409,
    title: 'Parties that are booked would be in two places',
    extra: z.object({ parties: z.int() }),
  },
  slot_past: { status: 409, title: 'That time has passed' },
  slot_begun: { status: 409, title: 'It has begun' },
  crew_name_taken: { status: 409, title: 'Somebody else is called so' },
  opening_exists: { status: 409, title: 'There is one for that already' },

  no_offer: { status: 409, title: 'There is no offer to answer' },
  hold_ended: { status: 409, title: 'The places are no longer kept' },
  offer_expired: { status: 409, title: 'The offer has expired' },

  link_spent: { status: 410, title: 'The sign-in link has been used' },
  link_expired: { status: 410, title: 'The sign-in link has expired' },

  registration_closed: { status: 409, title: 'Registration is closed' },
  guidelines_changed: { status: 409, title: 'The guidelines have a newer version' },
  guidelines_not_accepted: { status: 409, title: 'Accept the guidelines first' },
  step_incomplete: { status: 409, title: 'A step is not complete', extra: z.object({ step: z.string() }) },
  wrong_state: { status: 409, title: 'Not possible in this state', extra: z.object({ state: z.string() }) },
  /** `booth` is its number: an extra member never bears the name of one every problem has. */
  booth_taken: { status: 409, title: 'Another booth stands there', extra: z.object({ booth: z.string() }) },
  booth_outside: { status: 409, title: 'The booth is outside the hall' },
  booth_code_taken: { status: 409, title: 'The booth number is used' },
  size_sold_out: { status: 409, title: 'No booth of that size is left' },

  school_unknown: { status: 409, title: 'There is no such school in the register' },
  edition_over: { status: 409, title: 'The fair is over' },
  too_late: { status: 409, title: 'Too late to change' },
  school_share_reached: {
    status: 409,
    title: 'The school has its share of that time',
    extra: SlotNamed.extend({ free: z.int() }),
  },
  activity_unknown: {
    status: 409,
    title: 'There is no such activity',
    extra: z.object({ activity: z.uuid() }),
  },
  window_missing: { status: 409, title: 'Choose a time of arrival first' },
  wishes_missing: { status: 409, title: 'Choose what to try first' },
  nothing_free: { status: 409, title: 'Nothing wished for is free while the class is there' },
  proposal_gone: { status: 409, title: 'The proposal is no longer kept' },
  outside_visit: { status: 409, title: 'The class is not there then', extra: SlotNamed },
  split_running: { status: 409, title: 'A split is already running' },
  until_past: { status: 409, title: 'The time is past or too far ahead' },

  no_questions: { status: 409, title: 'This kind takes no questions' },
  questions_over: { status: 409, title: 'Questions are taken until it begins' },
  question_limit: { status: 409, title: 'Three questions have been sent already' },
  material_known: { status: 409, title: 'That address is there already' },

  export_unknown: { status: 409, title: 'There is no such file to be had' },
  not_ready_yet: { status: 503, title: 'Still being made, ask again shortly' },
  pdf_unavailable: { status: 503, title: 'PDF cannot be made here' },
  survey_not_open: { status: 409, title: 'The survey has not opened yet' },
  survey_closed: { status: 409, title: 'The survey is closed' },
  survey_link_full: { status: 409, title: 'The link has taken all the answers it may' },
  survey_answered: { status: 409, title: 'The invitation has been answered' },

  letters_need_open: { status: 409, title: 'The survey is not open' },
  asking_over: { status: 409, title: 'The survey is closed' },
  segment_unknown: { status: 409, title: 'This audience is not asked that way' },
  round_running: { status: 409, title: 'Letters are being sent already' },
  nobody_to_ask: { status: 409, title: 'Everybody there has been invited' },
  reminder_limit: { status: 409, title: 'Two reminders at most' },
  reminder_past: { status: 409, title: 'The time is past, or after the survey closes' },
  reminder_known: { status: 409, title: 'There is a reminder at that time' },
  reminder_sent: { status: 409, title: 'The reminder has been sent' },
  invitation_unknown: { status: 409, title: 'That address has not been invited' },
  resend_limit: { status: 409, title: 'The invitation has been sent five times' },
  theme_known: { status: 409, title: 'There is a theme of that name' },
  theme_unknown: { status: 409, title: 'There is no such theme' },
  passage_unknown: { status: 409, title: 'The answer does not say that' },

  survey_exists: { status: 409, title: 'There is a survey of that audience already' },
  survey_fixed: { status: 409, title: 'That cannot change once the survey has been opened' },
  survey_incomplete: {
    status: 409,
    title: 'Something is missing before the survey can be opened',
    extra: z.object({ missing: z.array(z.string()) }),
  },
  survey_over: { status: 409, title: 'The survey is closed for good' },
  question_key_taken: { status: 409, title: 'Another question is called so' },
  question_unknown: {
    status: 409,
    title: 'There is no such question in the bank, or it is offered no longer',
  },
  question_placed: { status: 409, title: 'The survey asks that already' },
  /** `by` is a question that is asked only of some. */
  question_needed: {
    status: 409,
    title: 'Another question depends on it',
    extra: z.object({ by: z.string() }),
  },
  condition_unfit: { status: 409, title: 'A question can depend only on options on an earlier page' },
  version_made: { status: 409, title: 'Somebody has made a version meanwhile' },

  unknown_door: { status: 409, title: 'There is no such door' },
  comparison_unknown: { status: 409, title: 'No such edition to compare with' },
  figure_published: { status: 409, title: 'The figure is published already' },
  dimension_unknown: { status: 409, title: 'The figure cannot be cut that way' },

  /** With what stands there now, so that whoever wrote can keep both. */
  words_changed: {
    status: 409,
    title: 'Somebody else has written since',
    extra: z.object({ version: z.int(), body: z.string(), by: z.string().nullable(), at: z.string() }),
  },
  placeholder_unknown: {
    status: 409,
    title: 'There is no such figure to put into the words',
    extra: z.object({ placeholder: z.string() }),
  },
  report_changed: { status: 409, title: 'The words have changed since they were read' },
} as const satisfies Record<string, Spec>;

export type Refusals = typeof refusals;
export type Code = keyof Refusals;
export type Extra<C extends Code> = Refusals[C] extends { extra: infer S extends z.ZodObject }
  ? z.output<S>
  : unknown;
