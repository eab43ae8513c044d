import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { Day, Edition, Id, Instant, Language, line, Locale, Need, prose, Texts } from './words.ts';

const Count = z.int();

/** A slot as lists of staff show it. */
const Meeting = z.object({
  slot: Id,
  kind: z.string(),
  title: Texts,
  language: Language.nullable(),
  startsAt: Instant,
  endsAt: Instant,
  place: z.string().nullable(),
});

export const QuestionState = z.enum(['new', 'approved', 'hidden', 'answered']);

const QuestionView = z.object({
  id: Id,
  text: z.string(),
  locale: Locale,
  state: QuestionState,
  madeAt: Instant,
});

export const MaterialView = z
  .object({ id: Id, title: Texts, url: z.string(), addedAt: Instant })
  .meta({ id: 'Material' });

/** What a party has around one of its bookings. */
export const PartyMeeting = z
  .object({
    booking: Id,
    slot: Id,
    title: Texts,
    startsAt: Instant,
    endsAt: Instant,
    /** Whether a question can be sent now. */
    asks: z.boolean(),
    questions: z.array(QuestionView),
    online: z.boolean(),
    /** For those with a place, from a day before until the end. */
    joinUrl: z.string().nullable(),
    material: z.array(MaterialView),
  })
  .meta({ id: 'PartyMeeting' });

export const listPartyMeetings = endpoint({
  method: 'GET',
  path: '/api/party/meetings',
  access: 'party',
  summary: 'Questions sent in, the link to an online meeting, and material afterwards',
  reply: z.object({ items: z.array(PartyMeeting), total: Count }).meta({ id: 'PartyMeetingList' }),
  refusals: ['not_found'],
});

export const sendQuestion = endpoint({
  method: 'POST',
  path: '/api/party/bookings/:booking/questions',
  access: 'party',
  summary: 'Send the speaker a question beforehand; three for each booking at most',
  params: z.object({ booking: Id }),
  body: z.object({ text: prose(400).min(1) }).meta({ id: 'NewQuestion' }),
  reply: QuestionView.meta({ id: 'Question' }),
  status: 201,
  refusals: ['not_found', 'no_questions', 'questions_over', 'question_limit'],
});

export const withdrawQuestion = endpoint({
  method: 'DELETE',
  path: '/api/party/questions/:question',
  access: 'party',
  summary: 'Take back a question that nobody has read yet',
  params: z.object({ question: Id }),
  reply: null,
  refusals: ['not_found', 'wrong_state'],
});

const StaffQuestion = QuestionView.extend({ meeting: Meeting });

export const listQuestions = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/questions',
  access: 'programme.write',
  summary: 'Questions sent in to the speakers of an edition, of the next meeting first',
  params: Edition,
  query: z.object({
    slot: Id.optional(),
    activity: Id.optional(),
    state: QuestionState.optional(),
    locale: Locale.optional(),
  }),
  reply: z
    .object({
      items: z.array(StaffQuestion),
      total: Count,
      byState: z.record(z.string(), Count),
    })
    .meta({ id: 'QuestionList' }),
  refusals: ['not_found'],
});

export const decideQuestion = endpoint({
  method: 'PUT',
  path: '/api/questions/:question/state',
  access: 'programme.write',
  summary: 'Let a question through to the speaker, hide it, or note that it has been answered',
  params: z.object({ question: Id }),
  body: z
    .object({ state: QuestionState.extract(['approved', 'hidden', 'answered']) })
    .meta({ id: 'QuestionDecision' }),
  reply: StaffQuestion.meta({ id: 'StaffQuestion' }),
  refusals: ['not_found'],
});

/** Days before the start at which what is needed should be ordered. */
export const LeadMark = z.union([z.literal(28), z.literal(14), z.literal(7)]);

const NeedLine = z
  .object({
    need: Need,
    /** Of the interpreter; null for other needs, and when nobody has said. */
    language: z.string().nullable(),
    /** In the visitors' own words: which Arabic, which Kurdish. */
    varieties: z.array(z.string()),
    parties: Count,
    persons: Count,
    /** The place has it, or the meeting is held in that language: nothing to order. */
    met: z.boolean(),
    ordered: z.object({ at: Instant, note: z.string().nullable(), parties: Count }).nullable(),
    /** Reference codes, never names. */
    references: z.array(z.string()),
  })
  .meta({ id: 'NeedLine' });

export const listNeeds = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/needs',
  access: 'programme.write',
  summary: 'What is needed at the slots ahead, with what is due to be ordered',
  params: Edition,
  query: z.object({ need: Need.optional(), kind: z.string().max(40).optional() }),
  reply: z
    .object({
      items: z.array(
        Meeting.extend({
          day: Day,
          daysLeft: Count,
          /** The last mark that has been reached; null when it is longer than four weeks. */
          mark: LeadMark.nullable(),
          /** Something is neither met nor ordered, and a mark has been reached. */
          due: z.boolean(),
          needs: z.array(NeedLine),
        }),
      ),
      total: Count,
      /** Slots where something is due. */
      due: Count,
      kinds: z.array(z.object({ key: z.string(), title: Texts })),
    })
    .meta({ id: 'NeedList' }),
  refusals: ['not_found'],
});

export const orderNeed = endpoint({
  method: 'PUT',
  path: '/api/slots/:slot/needs/:need',
  access: 'programme.write',
  summary: 'Note that what is needed has been ordered, or that it has not',
  params: z.object({ slot: Id, need: Need }),
  body: z
    .object({ ordered: z.boolean(), language: Language.optional(), note: line(200).optional() })
    .meta({ id: 'NeedOrder' }),
  reply: null,
  refusals: ['not_found'],
});

const Suggestion = z.object({
  activity: Id,
  kind: z.string(),
  /** Persons in line who would have room in a new meeting. */
  waiting: Count,
  place: z.object({ id: Id, name: z.string() }),
  startsAt: Instant,
  minutes: Count,
  capacity: Count,
});

export const readDemand = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/demand',
  access: 'programme.write',
  summary: 'What is asked for in each language and not had, and where one more meeting would fit',
  params: Edition,
  reply: z
    .object({
      items: z.array(
        z.object({
          kind: z.string(),
          kindTitle: Texts,
          language: Language,
          meetings: Count,
          places: Count,
          taken: Count,
          line: z.object({ parties: Count, places: Count }),
          /** Places asked for in line beyond those free in the same language. */
          unmet: Count,
          suggestion: Suggestion.nullable(),
        }),
      ),
      total: Count,
      /** By the language of the interpreter asked for, else of the party's pages. */
      parties: z.array(
        z.object({
          language: z.string(),
          parties: Count,
          /** Those that have no meeting in that language. */
          without: Count,
          /** Whether there is any such meeting to book. */
          offered: z.boolean(),
        }),
      ),
    })
    .meta({ id: 'Demand' }),
  refusals: ['not_found'],
});

const Overview = Meeting.extend({
  activity: Id,
  online: z.boolean(),
  hasLink: z.boolean(),
  capacity: Count,
  taken: Count,
  /** Bookings in line, and the places they ask for. */
  line: z.object({ parties: Count, places: Count }),
  questions: z.object({ new: Count, approved: Count }),
  needsDue: Count,
  material: Count,
  ended: z.boolean(),
});

export const listMeetings = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/meetings',
  access: 'programme.write',
  summary: 'Meetings whose speakers take questions: how full, what waits to be read, ordered and added',
  params: Edition,
  query: z.object({ kind: z.string().max(40).optional(), language: Language.optional() }),
  reply: z
    .object({
      items: z.array(Overview),
      total: Count,
      /** Over the whole edition, whatever was asked for. */
      newQuestions: Count,
      needsDue: Count,
      /** Ended meetings in languages of which nothing has been added. */
      materialMissing: Count,
      kinds: z.array(z.object({ key: z.string(), title: Texts })),
      languages: z.array(Language),
    })
    .meta({ id: 'MeetingList' }),
  refusals: ['not_found'],
});

export const readMeeting = endpoint({
  method: 'GET',
  path: '/api/slots/:slot/meeting',
  access: 'programme.write',
  summary: 'One meeting with its questions and material',
  params: z.object({ slot: Id }),
  reply: z
    .object({
      meeting: Overview.extend({ edition: z.string(), timeZone: z.string() }),
      questions: z.array(QuestionView),
      material: z.array(MaterialView),
      /** Whether the mail about the material has gone out. */
      mailed: Count,
    })
    .meta({ id: 'MeetingDetail' }),
  refusals: ['not_found'],
});

const SecureUrl = z
  .url({ protocol: /^https$/ })
  .max(500)
  .refine((it) => !/[\s<>"]/.test(it));

export const addMaterial = endpoint({
  method: 'POST',
  path: '/api/slots/:slot/material',
  access: 'programme.write',
  summary: 'Add what those who came can read afterwards; they are mailed once the meeting is over',
  params: z.object({ slot: Id }),
  body: z
    .object({
      title: z.object({ sv: line(120), en: line(120).optional(), ar: line(120).optional() }),
      url: SecureUrl,
    })
    .meta({ id: 'NewMaterial' }),
  reply: MaterialView,
  status: 201,
  refusals: ['not_found', 'material_known'],
});

export const removeMaterial = endpoint({
  method: 'DELETE',
  path: '/api/material/:material',
  access: 'programme.write',
  summary: 'Take material away again',
  params: z.object({ material: Id }),
  reply: null,
  refusals: ['not_found'],
});
