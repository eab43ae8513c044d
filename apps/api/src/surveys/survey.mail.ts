import { formatDateTime, localised, m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import type { Letter } from '../mail/mail.service.ts';
import { minutesFor } from './asking.rules.ts';
import type { InvitationFacts } from './invitations.sql.ts';

export const surveyMails = ['survey.invitation', 'survey.reminder'] as const;
export type SurveyMail = (typeof surveyMails)[number];

interface Written {
  readonly to: string;
  readonly locale: Locale;
  /** The survey in a language, by the link of this invitation alone. */
  readonly linkIn: (locale: Locale) => string;
}

const words = {
  'survey.invitation': {
    subject: m.asking_mail_invitation_subject,
    preheader: m.asking_mail_invitation_preheader,
    heading: m.asking_mail_invitation_heading,
    lead: m.asking_mail_invitation_lead,
  },
  'survey.reminder': {
    subject: m.asking_mail_reminder_subject,
    preheader: m.asking_mail_reminder_preheader,
    heading: m.asking_mail_reminder_heading,
    lead: m.asking_mail_reminder_lead,
  },
} as const;

const locales = ['sv', 'en', 'ar'] as const;

/** The language the letter is written in: that of the invitation, else the survey's first. */
export const letterLocale = ({ locale, languages }: InvitationFacts): Locale =>
  locales.find((it) => it === locale && languages.includes(it)) ??
  locales.find((it) => languages.includes(it)) ??
  'sv';

/** Short: how long it takes, until when, that answers are tied to nobody, and whom to ask. */
export function surveyLetter(kind: SurveyMail, facts: InvitationFacts, it: Written): Letter {
  const { locale, to, linkIn } = it;
  const at = { locale };
  const minutes = minutesFor(facts.kinds);
  const title = localised(facts.title, locale).text;
  const inputs = { title, fair: facts.fair, organiser: facts.organiser, count: minutes };
  const say = words[kind];
  return {
    to,
    locale,
    sender: facts.fair,
    subject: say.subject(inputs, at),
    preheader: say.preheader(inputs, at),
    heading: say.heading({}, at),
    lead: say.lead(inputs, at),
    paragraphs: [...untilWhen(facts, locale), m.asking_mail_untied({}, at), m.asking_mail_own_link({}, at)],
    button: { label: m.asking_mail_button({}, at), href: linkIn(locale) },
    languages: locales
      .filter((one) => one !== locale && facts.languages.includes(one))
      .map((one) => ({ locale: one, href: linkIn(one) })),
    footer: [m.asking_mail_why({ organiser: facts.organiser }, at)],
    replyTo: facts.contactEmail,
  };
}

function untilWhen({ closesAt, timeZone }: InvitationFacts, locale: Locale): string[] {
  if (!closesAt) return [];
  return [m.asking_mail_until({ when: formatDateTime(closesAt, locale, timeZone) }, { locale })];
}
