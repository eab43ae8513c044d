import type { SurveyAudience } from '@vagval/contract';
import { m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import type * as z from 'zod';

type Say = (typeof m)['surveys_menu'];

export type Audience = z.output<typeof SurveyAudience>;

const audienceTexts: Record<Audience, Say> = {
  'pupil-before': m.surveys_audience_pupil_before,
  'pupil-after': m.surveys_audience_pupil_after,
  guardian: m.surveys_audience_guardian,
  counsellor: m.surveys_audience_counsellor,
  exhibitor: m.surveys_audience_exhibitor,
  'working-life': m.surveys_audience_working_life,
  'reference-group': m.surveys_audience_reference_group,
  municipality: m.surveys_audience_municipality,
  visitor: m.surveys_audience_visitor,
};

/** Whom a survey asks, in the order of the fair. */
export const audiences = Object.keys(audienceTexts) as Audience[];

export const isAudience = (it: string): it is Audience => Object.hasOwn(audienceTexts, it);

export const audienceIn = (audience: Audience, locale: Locale): string =>
  audienceTexts[audience]({}, { locale });

export const kinds = ['single', 'several', 'scale', 'matrix', 'number', 'text'] as const;
export type Kind = (typeof kinds)[number];
export const isKind = (it: string | null | undefined): it is Kind =>
  (kinds as readonly (string | null | undefined)[]).includes(it);

const kindTexts: Record<Kind, Say> = {
  single: m.surveys_kind_single,
  several: m.surveys_kind_several,
  scale: m.surveys_kind_scale,
  matrix: m.surveys_kind_matrix,
  number: m.surveys_kind_number,
  text: m.surveys_kind_text,
};
export const kindIn = (kind: Kind, locale: Locale): string => kindTexts[kind]({}, { locale });

export type Phase = 'draft' | 'scheduled' | 'open' | 'closed';
const phases: Record<Phase, { say: Say; kind: 'ok' | 'info' | 'mine' | undefined }> = {
  draft: { say: m.surveys_state_draft, kind: undefined },
  scheduled: { say: m.surveys_state_scheduled, kind: 'info' },
  open: { say: m.surveys_state_open, kind: 'ok' },
  closed: { say: m.surveys_state_closed, kind: undefined },
};
export const phaseIn = (phase: Phase, locale: Locale) => ({
  kind: phases[phase].kind,
  text: phases[phase].say({}, { locale }),
});

const languageNames: Record<Locale, Record<Locale, string>> = {
  sv: { sv: 'svenska', en: 'engelska', ar: 'arabiska' },
  en: { sv: 'Swedish', en: 'English', ar: 'Arabic' },
  ar: { sv: 'السويدية', en: 'الإنجليزية', ar: 'العربية' },
};
/** A language that surveys are written in, as it is called in another. */
export const languageIn = (language: Locale, locale: Locale): string => languageNames[locale][language];

export const written = ['sv', 'en', 'ar'] as const satisfies readonly Locale[];
