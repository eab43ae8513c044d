import { m } from '@vagval/text';
import type { Letter } from '../mail/mail.service.ts';
import type { LetterFacts } from './letters.sql.ts';

export const applicationMails = [
  'application-received',
  'application-approved',
  'application-completion',
  'application-declined',
  'application-waiting',
  'application-placed',
] as const;
export type ApplicationMail = (typeof applicationMails)[number];

type Locale = Letter['locale'];
type Facts = LetterFacts & { readonly to: string };
type Names = { exhibitor: string; edition: string; booths: string };
type Words = Pick<Letter, 'subject' | 'preheader' | 'heading' | 'lead'>;

const wordsOf: Record<ApplicationMail, (names: Names, locale: { locale: Locale }) => Words> = {
  'application-received': (names, locale) => ({
    subject: m.mail_application_received_subject(names, locale),
    preheader: m.mail_application_received_preheader({}, locale),
    heading: m.mail_application_received_heading({}, locale),
    lead: m.mail_application_received_lead(names, locale),
  }),
  'application-approved': (names, locale) => ({
    subject: m.mail_application_approved_subject(names, locale),
    preheader: m.mail_application_approved_preheader({}, locale),
    heading: m.mail_application_approved_heading({}, locale),
    lead: m.mail_application_approved_lead(names, locale),
  }),
  'application-completion': (names, locale) => ({
    subject: m.mail_application_completion_subject(names, locale),
    preheader: m.mail_application_completion_preheader({}, locale),
    heading: m.mail_application_completion_heading({}, locale),
    lead: m.mail_application_completion_lead(names, locale),
  }),
  'application-declined': (names, locale) => ({
    subject: m.mail_application_declined_subject(names, locale),
    preheader: m.mail_application_declined_preheader({}, locale),
    heading: m.mail_application_declined_heading({}, locale),
    lead: m.mail_application_declined_lead(names, locale),
  }),
  'application-waiting': (names, locale) => ({
    subject: m.mail_application_waiting_subject(names, locale),
    preheader: m.mail_application_waiting_preheader({}, locale),
    heading: m.mail_application_waiting_heading({}, locale),
    lead: m.mail_application_waiting_lead(names, locale),
  }),
  'application-placed': (names, locale) => ({
    subject: m.mail_application_placed_subject(names, locale),
    preheader: m.mail_application_placed_preheader({}, locale),
    heading: m.mail_application_placed_heading({}, locale),
    lead: m.mail_application_placed_lead(names, locale),
  }),
};

const noted: ReadonlySet<ApplicationMail> = new Set<ApplicationMail>([
  'application-approved',
  'application-completion',
  'application-declined',
  'application-waiting',
]);

/** The letter of one kind; undefined when a booth is to be told and there is none any more. */
export function letterAbout(
  kind: ApplicationMail,
  facts: Facts,
  { locale, origin }: { locale: Locale; origin: string },
): Letter | undefined {
  if (kind === 'application-placed' && facts.booths.length === 0) return undefined;
  const { exhibitor, edition, booths } = facts;
  const names = { exhibitor, edition, booths: booths.map(({ code }) => code).join(', ') };
  return {
    to: facts.to,
    locale,
    sender: facts.fair,
    ...wordsOf[kind](names, { locale }),
    rows: rowsOf(kind, facts, locale),
    paragraphs: paragraphsOf(kind, facts, locale),
    button: {
      label: m.mail_application_button({}, { locale }),
      href: `${origin}${prefixOf(locale)}/exhibit`,
    },
    footer: [m.mail_application_why({ exhibitor }, { locale })],
    replyTo: facts.replyTo,
  };
}

/** Swedish pages have no prefix in their addresses. */
const prefixOf = (locale: Locale): string => (locale === 'sv' ? '' : `/${locale}`);

function rowsOf(kind: ApplicationMail, { booths, size }: Facts, locale: Locale) {
  if (kind === 'application-placed') {
    return booths.map(({ code, hall }) => ({
      title: m.mail_application_booth({ code }, { locale }),
      detail: hall,
    }));
  }
  if (kind !== 'application-received' || size === null) return [];
  return [{ title: m.mail_application_size({}, { locale }), detail: size }];
}

function paragraphsOf(kind: ApplicationMail, { note }: Facts, locale: Locale): string[] {
  if (kind === 'application-received') return [m.mail_application_received_after({}, { locale })];
  return noted.has(kind) && note ? [m.mail_application_note({}, { locale }), note] : [];
}
