/**
 * The retention register: every column that can hold personal data, what it is for, and when it goes.
 * A column that is not listed here may hold none. `after` counts from the edition's last day unless said.
 */
export interface Retention {
  readonly table: string;
  readonly columns: readonly string[];
  readonly purpose: string;
  /** Days after the edition's last day; for accounts and sessions after they were last of use. */
  readonly afterDays: number;
}

export const retention: readonly Retention[] = [
  {
    table: 'party',
    columns: ['email', 'phone', 'name'],
    purpose: 'To send the ticket, reminders and offers, and to reach whoever booked',
    afterDays: 30,
  },
  {
    table: 'party',
    columns: ['needs', 'interpreter_language', 'interpreter_variety'],
    purpose: 'To prepare interpreters, hearing loops and room; can say something of health',
    afterDays: 30,
  },
  {
    table: 'hand_over',
    columns: ['email'],
    purpose: 'To send a class’s ticket to whoever takes the class instead, and to see who has it',
    afterDays: 30,
  },
  {
    table: 'application',
    columns: [
      'contact_name',
      'contact_email',
      'contact_phone',
      'invoice_address',
      'invoice_reference',
      'booth_wishes',
      'note',
    ],
    purpose: 'To prepare the booth and invoice it; bookkeeping keeps its own copy',
    afterDays: 400,
  },
  {
    table: 'crew',
    columns: ['name', 'languages'],
    purpose: 'To plan who hosts, speaks or guides where; the names of people in their work',
    afterDays: 30,
  },
  {
    table: 'account',
    columns: ['email'],
    purpose: 'To sign in',
    afterDays: 800,
  },
  {
    table: 'idempotent_reply',
    columns: ['body'],
    purpose:
      'To answer a repeated request the same; encrypted, and swept after a day whatever the edition does',
    afterDays: 0,
  },
  {
    table: 'slot_question',
    columns: ['text'],
    purpose:
      'To let a speaker prepare answers; beside the field stands that it may become public and to write no names',
    afterDays: 90,
  },
  {
    table: 'need_order',
    columns: ['note'],
    purpose:
      'To find the order of an interpreter or a thing again; beside the field stands to write no names',
    afterDays: 90,
  },
  {
    table: 'answer',
    columns: ['text'],
    purpose: 'What somebody wrote in a survey; beside the field stands that it is a public document',
    afterDays: 400,
  },
  {
    table: 'survey_invitation',
    columns: ['email'],
    purpose: 'To ask somebody who has no booking or account to answer a survey, and to remind once or twice',
    afterDays: 90,
  },
  {
    table: 'survey_draft',
    columns: ['answers'],
    purpose: 'To go on with a survey that was begun; gone when it is handed in, and when the survey closes',
    afterDays: 90,
  },
  {
    table: 'export_chunk',
    columns: ['body'],
    purpose:
      'A file somebody asked for; of bookings it names nobody, but small groups are in it. Swept a week after it was asked for, whatever the edition does',
    afterDays: 7,
  },
];

/** Names that make a reader think of a person. A column so called is in the register, or explained here. */
export const suspicious =
  /email|phone|name|address|contact|reference|wishes|note|text|body|presentation|arrival|error/;

/** Columns with such a name that hold nothing personal, and why. */
export const harmless: Readonly<Record<string, string>> = {
  'migration.name': 'a change of the tables',
  'organiser.name': 'a public body',
  'organiser.contact_email': 'a public body’s box',
  'fair.name': 'an event',
  'edition.name': 'an event',
  'place.name': 'a room',
  'door.name': 'a door',
  'programme.name': 'an education',
  'municipality.name': 'a municipality',
  'organisation.name': 'a school, branch, company or authority',
  'application.display_name': 'the organisation’s name in the catalogue',
  'application.presentation': 'public catalogue text about the organisation',
  'party.reference': 'a random code',
  'party.class_name': 'a class, never a pupil',
  'party.arrival': 'bus, tram or on foot',
  'message.error': 'an SMTP code, never an address',
  'guideline.body': 'published rules',
  'bank_question.text': 'a published question',
  'theme.name': 'what staff call answers, beside which stands to write no names',
  'export.file_name': 'a kind of file, an edition and a day',
  'evaluation_text_version.body': 'published report text',
};
