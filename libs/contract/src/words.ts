import * as z from 'zod';

/** Words that several endpoints share. Wire types are JSON only: instants as ISO strings, dates as YYYY-MM-DD. */

const instantKept = /^(?:19|20|21)[\dT:-]{17}(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-4]):\d\d)$/;

/** Of this age, and with an offset that exists somewhere: ISO 8601 has years and offsets that no calendar here can hold. */
export const Instant = z.iso.datetime({ offset: true }).refine((it) => instantKept.test(it));
export const Day = z.iso.date().refine((it) => it >= '1900' && it < '2200');
export const Id = z.uuid();

/** BCP 47 tag of a language something is held in: sv, ar, so, fa, prs, sgn-SE ... */
export const Language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
/** The languages pages and mails exist in. */
export const Locale = z.enum(['sv', 'en', 'ar']);

/** A text in several languages; Swedish always exists and is what the others fall back to. */
export const Texts = z.record(z.string(), z.string()).meta({ id: 'Texts' });

export const PartyKind = z.enum(['family', 'single', 'group', 'class']);
export const Phase = z.enum(['before', 'during', 'after']);
export const Need = z.enum([
  'language-guide',
  'interpreter',
  'sign-language',
  'hearing-loop',
  'wheelchair',
  'quiet',
]);

/** Four digits, as Statistics Sweden numbers them. */
export const MunicipalityCode = z.string().regex(/^\d{4}$/);

/** What a class is: a year of school, or a form of school. */
export const grades = ['8', '9', 'im', 'adapted', 'sfi', 'newly-arrived', 'other'] as const;
export const Grade = z.enum(grades);
export const WayToCome = z.enum(['bus', 'tram', 'walk', 'other']);

/** Plain one-line text a person types; no control characters, so that it can stand in a mail header or a list. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\u202a-\u202e\u2066-\u2069]*$/u);
/** Longer text; line breaks are allowed. */
export const prose = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(/^[^\u0000\u202a-\u202e\u2066-\u2069]*$/u);
export const Email = z.email().max(254);
export const Phone = z
  .string()
  .trim()
  .regex(/^\+?[0-9 ()/-]{6,24}$/);

export const Edition = z.object({ edition: z.string().regex(/^[a-z0-9-]{1,40}$/) });
