import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { Edition, Email, Id, Instant, line, Phone, prose, Texts } from './words.ts';

export const steps = ['guidelines', 'basics', 'booth', 'programmes', 'summary'] as const;
export const ApplicationState = z.enum([
  'draft',
  'submitted',
  'completion_asked',
  'approved',
  'declined',
  'waiting_list',
  'placed',
]);

const organisationNumber = z.string().regex(/^\d{6}-?\d{4}$/);

export const Basics = z
  .object({
    displayName: line(120),
    contactName: line(80),
    contactEmail: Email,
    contactPhone: Phone,
    website: z
      .url({ protocol: /^https?$/ })
      .max(200)
      .optional(),
    organisationNumber: organisationNumber.optional(),
    invoiceAddress: prose(400).optional(),
    /** Free text: its form differs between buyers (domain-facts 2.6). May be filled in later. */
    invoiceReference: line(80).optional(),
    peppolId: z
      .string()
      .regex(/^(0007:\d{10}|0088:\d{13})$/)
      .optional(),
  })
  .meta({ id: 'ApplicationBasics' });

export const BoothWish = z
  .object({
    size: z.string().max(20),
    /** A free booth of that size, held while the rest is filled in. */
    booth: Id.optional(),
    wishes: prose(500).optional(),
  })
  .meta({ id: 'BoothWish' });

export const ProgrammesShown = z
  .object({
    programmes: z.array(z.string().regex(/^[A-Z]{2,3}$/)).max(60),
    presentation: prose(1200).optional(),
  })
  .meta({ id: 'ProgrammesShown' });

export const BoothView = z
  .object({
    id: Id,
    code: z.string(),
    hall: z.object({ id: Id, name: z.string() }),
    size: z.string(),
    /** Metres from the hall's corner; the rectangle of the booth. */
    x: z.number(),
    y: z.number(),
    width: z.number(),
    depth: z.number(),
  })
  .meta({ id: 'Booth' });

export const ApplicationView = z
  .object({
    id: Id,
    edition: z.object({ slug: z.string(), name: z.string() }),
    organisation: z.object({
      id: Id,
      name: z.string(),
      kind: z.enum(['school', 'branch', 'company', 'authority']),
    }),
    state: ApplicationState,
    /** Staff's words when they ask for completion or decline. */
    note: z.string().nullable(),
    guidelines: z.object({
      version: z.int(),
      title: Texts,
      body: Texts,
      accepted: z.object({ version: z.int(), at: Instant, by: z.string() }).nullable(),
    }),
    basics: Basics.partial(),
    booth: z.object({
      size: z.string().nullable(),
      wishes: z.string().nullable(),
      held: BoothView.nullable(),
      heldUntil: Instant.nullable(),
      placed: BoothView.nullable(),
    }),
    programmes: z.array(z.string()),
    presentation: z.string().nullable(),
    tasks: z.array(z.object({ step: z.enum(steps), state: z.enum(['done', 'under_way', 'to_do']) })),
    sizes: z.array(z.object({ key: z.string(), priceOre: z.int(), includes: Texts, left: z.int() })),
    closesAt: Instant.nullable(),
    savedAt: Instant,
    submittedAt: Instant.nullable(),
    lastYear: z.object({ size: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'Application' });

const One = z.object({ application: Id });
const write = ['not_found', 'registration_closed', 'wrong_state'] as const;

export const listOwnApplications = endpoint({
  method: 'GET',
  path: '/api/applications',
  access: 'application.own',
  summary: 'The applications of the organisations the account belongs to',
  reply: z
    .object({
      items: z.array(
        z.object({
          id: Id.nullable(),
          organisation: z.object({ id: Id, name: z.string() }),
          edition: z.object({ slug: z.string(), name: z.string() }),
          state: ApplicationState.nullable(),
          closesAt: Instant.nullable(),
        }),
      ),
      total: z.int(),
    })
    .meta({ id: 'OwnApplications' }),
});

export const startApplication = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/applications',
  access: 'application.own',
  summary: 'Begin an application; a second call gives the same one. Last year’s answers come along',
  params: Edition,
  body: z.object({ organisation: Id }).meta({ id: 'StartApplication' }),
  reply: ApplicationView,
  status: 201,
  refusals: ['not_found', 'registration_closed'],
});

export const readApplication = endpoint({
  method: 'GET',
  path: '/api/applications/:application',
  access: 'application.own',
  summary: 'One application of one’s own organisation',
  params: One,
  reply: ApplicationView,
  refusals: ['not_found'],
});

export const acceptGuidelines = endpoint({
  method: 'PUT',
  path: '/api/applications/:application/guidelines',
  access: 'application.own',
  summary: 'Step 1: accept this version of the guidelines',
  params: One,
  body: z.object({ version: z.int(), accepted: z.literal(true) }).meta({ id: 'GuidelinesAccepted' }),
  reply: ApplicationView,
  refusals: [...write, 'guidelines_changed'],
});

export const saveBasics = endpoint({
  method: 'PUT',
  path: '/api/applications/:application/basics',
  access: 'application.own',
  summary: 'Step 2: save basics; anything may still be missing until submission',
  params: One,
  body: Basics.partial().meta({ id: 'ApplicationBasicsDraft' }),
  reply: ApplicationView,
  refusals: [...write],
});

export const saveBooth = endpoint({
  method: 'PUT',
  path: '/api/applications/:application/booth',
  access: 'application.own',
  summary: 'Step 3: size, wishes and a booth held for a while',
  params: One,
  body: BoothWish,
  reply: ApplicationView,
  refusals: [...write, 'booth_taken', 'size_sold_out'],
});

export const saveProgrammes = endpoint({
  method: 'PUT',
  path: '/api/applications/:application/programmes',
  access: 'application.own',
  summary: 'Step 4: the programmes shown in the booth',
  params: One,
  body: ProgrammesShown,
  reply: ApplicationView,
  refusals: [...write],
});

export const submitApplication = endpoint({
  method: 'POST',
  path: '/api/applications/:application/submission',
  access: 'application.own',
  summary: 'Step 5: send in; a receipt is mailed',
  params: One,
  reply: ApplicationView,
  refusals: [...write, 'guidelines_not_accepted', 'guidelines_changed', 'step_incomplete'],
});

export const listApplications = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/applications',
  access: 'application.review',
  summary: 'Applications for staff',
  params: Edition,
  query: z.object({ state: ApplicationState.optional(), q: z.string().max(80).optional() }),
  reply: z
    .object({
      items: z.array(
        z.object({
          id: Id,
          organisation: z.string(),
          kind: z.string(),
          state: ApplicationState,
          size: z.string().nullable(),
          booth: z.string().nullable(),
          programmes: z.int(),
          submittedAt: Instant.nullable(),
        }),
      ),
      total: z.int(),
      byState: z.record(z.string(), z.int()),
    })
    .meta({ id: 'ApplicationList' }),
  refusals: ['not_found'],
});

export const reviewApplication = endpoint({
  method: 'GET',
  path: '/api/review/applications/:application',
  access: 'application.review',
  summary: 'One application for staff',
  params: One,
  reply: ApplicationView,
  refusals: ['not_found'],
});

export const decideApplication = endpoint({
  method: 'POST',
  path: '/api/review/applications/:application/decision',
  access: 'application.review',
  summary: 'Approve, ask for completion, decline or put on the waiting list; told by mail',
  params: One,
  body: z
    .object({
      decision: z.enum(['approve', 'ask_completion', 'decline', 'waiting_list']),
      note: prose(1000).optional(),
    })
    .meta({ id: 'Decision' }),
  reply: ApplicationView,
  refusals: ['not_found', 'wrong_state'],
});

export const placeBooth = endpoint({
  method: 'PUT',
  path: '/api/review/applications/:application/booth',
  access: 'booth.place',
  summary: 'Give the exhibitor a booth: an existing one, or a rectangle in a hall (metres)',
  params: One,
  body: z
    .union([
      z.object({ booth: Id }),
      z.object({
        hall: Id,
        code: z.string().regex(/^[A-Z]\d{2,3}$/),
        x: z.number().min(0).max(500),
        y: z.number().min(0).max(500),
        width: z.number().min(0.5).max(50),
        depth: z.number().min(0.5).max(50),
      }),
    ])
    .meta({ id: 'BoothPlacing' }),
  reply: ApplicationView,
  refusals: ['not_found', 'wrong_state', 'booth_taken', 'booth_outside', 'booth_code_taken'],
});

export const ExhibitorView = z
  .object({
    id: Id,
    name: z.string(),
    kind: z.enum(['school', 'branch', 'company', 'authority']),
    municipality: z.string().nullable(),
    programmes: z.array(z.object({ code: z.string(), name: Texts })),
    presentation: z.string().nullable(),
    website: z.string().nullable(),
    booths: z.array(z.object({ code: z.string(), hall: z.string() })),
  })
  .meta({ id: 'Exhibitor' });

export const listExhibitors = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/exhibitors',
  access: 'public',
  summary: 'Placed exhibitors in alphabetical order',
  params: Edition,
  query: z.object({ q: z.string().max(80).optional(), programme: z.string().max(10).optional() }),
  reply: z.object({ items: z.array(ExhibitorView), total: z.int() }).meta({ id: 'ExhibitorList' }),
  refusals: ['not_found'],
});

export const readExhibitor = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/exhibitors/:exhibitor',
  access: 'public',
  summary: 'One exhibitor, same template for all',
  params: Edition.extend({ exhibitor: Id }),
  reply: ExhibitorView,
  refusals: ['not_found'],
});
