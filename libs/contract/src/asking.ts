import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { int } from './query.ts';
import { SurveyAudience } from './surveys.ts';
import { Edition, Email, Id, Instant, line, Locale, prose } from './words.ts';

/** The asking side of surveys: who is invited and how, links for many, how many answered, and what free texts are about. */

export const OneSurvey = Edition.extend({ audience: SurveyAudience });

/** A number of persons; hidden when it is below the edition's threshold. Zero is a number. */
export const Headcount = z
  .union([z.object({ value: z.int() }), z.object({ hidden: z.literal(true) })])
  .meta({ id: 'Headcount' });

/** Whom a round of letters goes to. */
export const Segment = z.enum(['meeting', 'any', 'placed', 'list']);

const SegmentView = z.object({
  key: Segment,
  /** Who would get a letter if it were sent now. */
  due: z.int(),
  /** Who would, had an address been left. */
  noAddress: z.int(),
  /** Left out because their identity is protected. */
  protected: z.int(),
});

export const RoundView = z
  .object({
    id: Id,
    segment: Segment,
    state: z.enum(['waiting', 'running', 'stopping', 'stopped', 'done', 'failed']),
    done: z.int(),
    of: z.int(),
    startedAt: Instant,
    finishedAt: Instant.nullable(),
  })
  .meta({ id: 'SurveyRound' });

export const ReminderView = z
  .object({
    id: Id,
    dueAt: Instant,
    sentAt: Instant.nullable(),
    /** How many letters it was; null before it is sent. */
    count: Headcount.nullable(),
  })
  .meta({ id: 'SurveyReminder' });

export const AskingView = z
  .object({
    audience: SurveyAudience,
    state: z.enum(['draft', 'open', 'closed']),
    opensAt: Instant.nullable(),
    closesAt: Instant.nullable(),
    /** Whether letters may be sent now. */
    isOpen: z.boolean(),
    threshold: z.int(),
    segments: z.array(SegmentView),
    /** Ten of those who would get a letter, drawn anew each time: a…@example.se */
    sample: z.array(z.string()),
    invitations: z.object({ made: z.int(), written: z.int(), withdrawn: z.int() }),
    /** Of those invited, how many could be reminded now. */
    unanswered: Headcount,
    rounds: z.array(RoundView),
    reminders: z.array(ReminderView),
    /** How many more reminders may be planned. */
    remindersLeft: z.int(),
  })
  .meta({ id: 'Asking' });

export const readAsking = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/surveys/:audience/asking',
  access: 'survey.read',
  summary: 'Who would be invited, who has been, and the reminders; never who has answered',
  params: OneSurvey,
  reply: AskingView,
  refusals: ['not_found'],
});

export const addAddresses = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/surveys/:audience/addresses',
  access: 'survey.write',
  summary: 'Take in a pasted list of addresses, one on a line; each is invited once',
  params: OneSurvey,
  body: z.object({ text: prose(200_000).min(1), locale: Locale.optional() }).meta({ id: 'PastedAddresses' }),
  reply: z
    .object({
      added: z.int(),
      /** Invited before, or twice in the list. */
      known: z.int(),
      /** Numbers of the lines that hold no address, the first hundred. */
      invalidLines: z.array(z.int()),
      invalid: z.int(),
    })
    .meta({ id: 'AddressesTaken' }),
  refusals: ['not_found', 'segment_unknown', 'asking_over'],
});

export const startRound = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/surveys/:audience/rounds',
  access: 'survey.write',
  summary: 'Invite everybody of a segment who has not been: one letter each, sent by a worker',
  params: OneSurvey,
  body: z.object({ segment: Segment }).meta({ id: 'NewSurveyRound' }),
  reply: RoundView,
  status: 201,
  refusals: ['not_found', 'segment_unknown', 'letters_need_open', 'round_running', 'nobody_to_ask'],
});

export const stopRound = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/surveys/:audience/rounds/:round/stop',
  access: 'survey.write',
  summary: 'Stop sending; a new round goes on with those who are left',
  params: OneSurvey.extend({ round: Id }),
  reply: RoundView,
  refusals: ['not_found'],
});

export const planReminder = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/surveys/:audience/reminders',
  access: 'survey.write',
  summary: 'Remind those who have not answered at a chosen time; twice at most, never after closing',
  params: OneSurvey,
  body: z.object({ at: Instant }).meta({ id: 'NewSurveyReminder' }),
  reply: ReminderView,
  status: 201,
  refusals: ['not_found', 'asking_over', 'reminder_limit', 'reminder_past', 'reminder_known'],
});

export const cancelReminder = endpoint({
  method: 'DELETE',
  path: '/api/editions/:edition/surveys/:audience/reminders/:reminder',
  access: 'survey.write',
  summary: 'Take back a reminder that has not been sent',
  params: OneSurvey.extend({ reminder: Id }),
  reply: null,
  refusals: ['not_found', 'reminder_sent'],
});

const Whose = z.object({ email: Email }).meta({ id: 'InvitedAddress' });

export const withdrawInvitation = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/surveys/:audience/invitations/withdraw',
  access: 'survey.write',
  summary: 'Withdraw the invitation of an address: its link opens nothing any more',
  params: OneSurvey,
  body: Whose,
  reply: null,
  refusals: ['not_found', 'invitation_unknown'],
});

export const resendInvitation = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/surveys/:audience/invitations/resend',
  access: 'survey.write',
  summary: 'Send the invitation of an address again, whether it has been answered or not',
  params: OneSurvey,
  body: Whose,
  reply: null,
  refusals: ['not_found', 'invitation_unknown', 'letters_need_open', 'resend_limit'],
});

export const listRates = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/survey-rates',
  access: 'survey.read',
  summary: 'How many were asked and answered, for each audience',
  params: Edition,
  reply: z
    .object({
      items: z.array(
        z.object({
          audience: SurveyAudience,
          state: z.enum(['draft', 'open', 'closed']),
          /** Null where nobody knows how many were asked: a code at an exit. */
          asked: z.int().nullable(),
          answered: Headcount,
          inClass: Headcount,
          /** Between 0 and 1; null where asked is unknown or answered hidden. */
          share: z.number().nullable(),
        }),
      ),
      total: z.int(),
      threshold: z.int(),
    })
    .meta({ id: 'SurveyRates' }),
  refusals: ['not_found'],
});

export const SurveyLinkView = z
  .object({
    id: Id,
    kind: z.enum(['class', 'open', 'kiosk']),
    label: z.string(),
    /** Of a class. */
    school: z.string().nullable(),
    municipality: z.string().nullable(),
    url: z.string(),
    /** How many are asked; null at an exit. */
    expected: z.int().nullable(),
    /** Answers it takes at most. */
    most: z.int(),
    answered: z.int(),
    closedAt: Instant.nullable(),
  })
  .meta({ id: 'SurveyLink' });

export const listSurveyLinks = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/surveys/:audience/links',
  access: 'survey.read',
  summary: 'Ways in for many: links of classes by school, open links and screens',
  params: OneSurvey,
  query: z.object({ page: int(1, 1000).optional(), q: z.string().trim().max(80).optional() }),
  reply: z
    .object({
      state: z.enum(['draft', 'open', 'closed']),
      open: z.array(SurveyLinkView),
      classes: z.array(SurveyLinkView),
      /** Links of classes that match. */
      total: z.int(),
      page: z.int(),
      pages: z.int(),
      sums: z.object({ links: z.int(), expected: z.int(), answered: z.int() }),
      /** Classes with a time of arrival that have no link yet; null where this audience has no classes. */
      classesWithout: z.int().nullable(),
    })
    .meta({ id: 'SurveyLinks' }),
  refusals: ['not_found'],
});

export const makeClassLinks = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/surveys/:audience/class-links',
  access: 'survey.write',
  summary: 'A link for every class that is booked or came; changed numbers of pupils are taken over',
  params: OneSurvey,
  reply: z.object({ made: z.int(), changed: z.int() }).meta({ id: 'ClassLinksMade' }),
  refusals: ['not_found', 'segment_unknown', 'asking_over'],
});

export const makeSurveyLink = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/surveys/:audience/links',
  access: 'survey.write',
  summary: 'A link for anybody, or for a screen that starts anew after each answer',
  params: OneSurvey,
  body: z
    .object({ kind: z.enum(['open', 'kiosk']), label: line(60), most: z.int().min(1).max(100_000) })
    .meta({ id: 'NewSurveyLink' }),
  reply: SurveyLinkView,
  status: 201,
  refusals: ['not_found', 'asking_over'],
});

const OneLink = OneSurvey.extend({ link: Id });

export const readSurveyLink = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/surveys/:audience/links/:link',
  access: 'survey.read',
  summary: 'One link, to print its code',
  params: OneLink,
  reply: SurveyLinkView,
  refusals: ['not_found'],
});

export const closeSurveyLink = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/surveys/:audience/links/:link/close',
  access: 'survey.write',
  summary: 'Close a link; what has been answered stays',
  params: OneLink,
  reply: SurveyLinkView,
  refusals: ['not_found'],
});

export const renewSurveyLink = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/surveys/:audience/links/:link/renew',
  access: 'survey.write',
  summary: 'Give a link another address, so that old codes open nothing; it is open again',
  params: OneLink,
  reply: SurveyLinkView,
  refusals: ['not_found', 'asking_over'],
});

export const listClassSurveys = endpoint({
  method: 'GET',
  path: '/api/classes/:class/surveys',
  access: 'class.own',
  summary: 'The surveys of a class, with its link and how many pupils have answered',
  params: z.object({ class: Id }),
  reply: z
    .object({
      items: z.array(
        z.object({
          audience: SurveyAudience,
          url: z.string(),
          expected: z.int(),
          answered: z.int(),
          isOpen: z.boolean(),
          opensAt: Instant.nullable(),
          closesAt: Instant.nullable(),
        }),
      ),
      total: z.int(),
    })
    .meta({ id: 'ClassSurveys' }),
  refusals: ['not_found'],
});
