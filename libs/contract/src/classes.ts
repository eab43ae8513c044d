import * as z from 'zod';
import { BookingState } from './bookings.ts';
import { endpoint } from './endpoint.ts';
import { SchoolView } from './schools.ts';
import { Edition, Email, Grade, Id, Instant, line, Locale, Need, Phone, Texts, WayToCome } from './words.ts';

/** Classes by their teachers: counts, never the name of a pupil. */

const Pupils = z.int().min(1).max(400);
const Staff = z.int().min(0).max(100);

/** One time at one place, as a group or a class meets it. */
export const ClassSlot = z
  .object({
    id: Id,
    activity: Id,
    /** In the language asked for, else Swedish. */
    title: z.string(),
    titles: Texts,
    startsAt: Instant,
    endsAt: Instant,
    place: z.string().nullable(),
  })
  .meta({ id: 'ClassSlot' });

/** Of a group at a slot: the weight of the wish it meets (1-3), or 0. */
const Wish = z.int().min(0).max(3);

export const ClassVisit = ClassSlot.extend({ wish: Wish }).meta({ id: 'ClassVisit' });

export const ClassGroup = z
  .object({ no: z.int(), size: z.int(), visits: z.array(ClassVisit) })
  .meta({ id: 'ClassGroup' });

const ProposedVisit = ClassVisit.extend({
  /** Free slots this visit could be swapped for, at most five. */
  alternatives: z.array(ClassVisit),
}).meta({ id: 'ProposedVisit' });

export const ProposalView = z
  .object({
    /** The places are kept until then. */
    until: Instant,
    groups: z.array(z.object({ no: z.int(), size: z.int(), visits: z.array(ProposedVisit) })),
    /** Why a wish could not be met, or why pupils have fewer visits than asked. */
    reasons: z.array(
      z.object({
        /** closed, too_big, share, full or no_time: why so many groups do not go there. */
        code: z.string(),
        weight: z.int(),
        groups: z.int(),
        /** The activity wished for; left out of groups that visit nothing at all. */
        activity: Id.optional(),
        title: z.string().optional(),
        titles: Texts.optional(),
      }),
    ),
  })
  .meta({ id: 'Proposal' });

export const ClassView = z
  .object({
    id: Id,
    reference: z.string(),
    state: z.enum(['active', 'cancelled']),
    edition: z.object({ slug: z.string(), name: z.string(), timeZone: z.string(), venue: z.string() }),
    school: SchoolView,
    className: z.string(),
    grade: Grade,
    pupils: z.int(),
    staff: z.int(),
    /** How the class comes. */
    arrival: WayToCome.nullable(),
    needs: z.array(Need),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    /** What may still be changed: everything; the number of pupils alone (from the morning of its day); nothing. */
    changeable: z.enum(['all', 'pupils', 'none']),
    /** What the teacher does next. */
    next: z.enum(['window', 'wishes', 'proposal', 'answer', 'none']),
    /** The booked time of arrival. */
    window: ClassSlot.extend({ booking: Id, state: BookingState, places: z.int() }).nullable(),
    wishes: z.array(
      z.object({
        activity: Id,
        title: z.string(),
        titles: Texts,
        weight: z.int().min(1).max(3),
      }),
    ),
    /** How many stations each pupil should visit. */
    visits: z.int().min(1).max(3),
    /** Pupils in a group at most. */
    groupSize: z.int(),
    /** Accepted groups; empty before. */
    groups: z.array(ClassGroup),
    /** Pupils in no group, though groups were accepted: the class grew and there was no room. */
    unplaced: z.int(),
    proposal: ProposalView.nullable(),
    handOvers: z.array(
      z.object({ id: Id, email: z.string(), madeAt: Instant, revokedAt: Instant.nullable() }),
    ),
    /** The page with the ticket, that a substitute may be given. */
    link: z.string(),
  })
  .meta({ id: 'Class' });

export const listClasses = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/classes',
  access: 'class.own',
  summary: 'The teacher’s schools, and the classes the teacher has registered',
  params: Edition,
  reply: z
    .object({ schools: z.array(SchoolView), items: z.array(ClassView), total: z.int() })
    .meta({ id: 'ClassList' }),
  refusals: ['not_found'],
});

export const registerClass = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/classes',
  access: 'class.own',
  summary: 'Register a class before anything is booked; letters go to the teacher’s own address',
  params: Edition,
  body: z
    .object({
      school: Id,
      className: line(40),
      grade: Grade,
      pupils: Pupils,
      staff: Staff,
      arrival: WayToCome.optional(),
      needs: z.array(Need).max(6).optional(),
      phone: Phone.optional(),
      locale: Locale.optional(),
    })
    .meta({ id: 'NewClass' }),
  reply: ClassView,
  status: 201,
  refusals: ['not_found', 'edition_over'],
});

const OneClass = z.object({ class: Id });

export const readClass = endpoint({
  method: 'GET',
  path: '/api/classes/:class',
  access: 'class.own',
  summary: 'One class with its time of arrival, wishes, groups and proposal',
  params: OneClass,
  reply: ClassView,
  refusals: ['not_found'],
});

export const changeClass = endpoint({
  method: 'PATCH',
  path: '/api/classes/:class',
  access: 'class.own',
  summary:
    'Change a class; groups and bookings follow the number of pupils. Fewer is always possible; more go to groups with room, else unplaced tells how many have no station',
  params: OneClass,
  body: z
    .object({
      className: line(40).optional(),
      pupils: Pupils.optional(),
      staff: Staff.optional(),
      arrival: WayToCome.nullable().optional(),
      needs: z.array(Need).max(6).optional(),
      phone: Phone.nullable().optional(),
      locale: Locale.optional(),
    })
    .meta({ id: 'ClassChange' }),
  reply: ClassView,
  refusals: [
    'not_found',
    'party_cancelled',
    'too_late',
    'slot_full',
    'slot_closed',
    'overlaps',
    'school_share_reached',
  ],
});

export const cancelClass = endpoint({
  method: 'DELETE',
  path: '/api/classes/:class',
  access: 'class.own',
  summary: 'Cancel a class; its places go on at once',
  params: OneClass,
  reply: ClassView,
  refusals: ['not_found'],
});

export const chooseWindow = endpoint({
  method: 'PUT',
  path: '/api/classes/:class/arrival',
  access: 'class.own',
  summary: 'Book the time of arrival, or move it',
  params: OneClass,
  body: z.object({ slot: Id }).meta({ id: 'ArrivalChoice' }),
  reply: ClassView,
  refusals: [
    'not_found',
    'party_cancelled',
    'too_late',
    'slot_unknown',
    'slot_full',
    'slot_closed',
    'not_open_yet',
    'audience_mismatch',
    'already_booked',
    'overlaps',
    'over_party_size',
    'limit_reached',
    'school_share_reached',
  ],
});

export const wishStations = endpoint({
  method: 'PUT',
  path: '/api/classes/:class/wishes',
  access: 'class.own',
  summary: 'What the class would like to try: at most six, weighed 1-3, and how many visits each pupil makes',
  params: OneClass,
  body: z
    .object({
      wishes: z.array(z.object({ activity: Id, weight: z.int().min(1).max(3) })).max(6),
      visits: z.int().min(1).max(3),
    })
    .meta({ id: 'Wishes' }),
  reply: ClassView,
  refusals: ['not_found', 'party_cancelled', 'too_late', 'activity_unknown'],
});

const proposalRefusals = ['not_found', 'party_cancelled', 'too_late', 'proposal_gone'] as const;

export const proposeGroups = endpoint({
  method: 'POST',
  path: '/api/classes/:class/proposal',
  access: 'class.own',
  summary:
    'Split the class into groups over stations by its wishes and what is free; the places are kept for fifteen minutes',
  params: OneClass,
  reply: ClassView,
  refusals: ['not_found', 'party_cancelled', 'too_late', 'window_missing', 'wishes_missing', 'nothing_free'],
});

export const swapVisit = endpoint({
  method: 'PATCH',
  path: '/api/classes/:class/proposal',
  access: 'class.own',
  summary: 'Move one group of the proposal from one slot to another',
  params: OneClass,
  body: z.object({ group: z.int().min(1).max(100), from: Id, to: Id }).meta({ id: 'Swap' }),
  reply: ClassView,
  refusals: [
    ...proposalRefusals,
    'slot_unknown',
    'slot_full',
    'slot_closed',
    'not_open_yet',
    'audience_mismatch',
    'overlaps',
    'already_booked',
    'outside_visit',
  ],
});

export const acceptProposal = endpoint({
  method: 'POST',
  path: '/api/classes/:class/proposal/accept',
  access: 'class.own',
  summary: 'Take the proposed groups: all of it is booked, or nothing',
  params: OneClass,
  reply: ClassView,
  refusals: [
    ...proposalRefusals,
    'slot_unknown',
    'slot_full',
    'slot_closed',
    'not_open_yet',
    'audience_mismatch',
    'over_party_size',
    'overlaps',
  ],
});

export const declineProposal = endpoint({
  method: 'DELETE',
  path: '/api/classes/:class/proposal',
  access: 'class.own',
  summary: 'Let the proposed places go',
  params: OneClass,
  reply: ClassView,
  refusals: ['not_found'],
});

export const handOver = endpoint({
  method: 'POST',
  path: '/api/classes/:class/hand-over',
  access: 'class.own',
  summary: 'Send the page with the ticket to whoever takes the class instead',
  params: OneClass,
  body: z.object({ email: Email, locale: Locale.optional() }).meta({ id: 'HandOver' }),
  reply: ClassView,
  status: 201,
  refusals: ['not_found', 'party_cancelled'],
});

export const revokeHandOvers = endpoint({
  method: 'DELETE',
  path: '/api/classes/:class/hand-over',
  access: 'class.own',
  summary:
    'No link that was sent works any longer, nor a ticket printed before; the teacher is mailed a new one',
  params: OneClass,
  reply: ClassView,
  refusals: ['not_found', 'party_cancelled'],
});
