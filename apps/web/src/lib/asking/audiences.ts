import { m } from '@vagval/text';
import type { Locale } from '@vagval/text';

const names = {
  'pupil-before': m.asking_audience_pupil_before,
  'pupil-after': m.asking_audience_pupil_after,
  guardian: m.asking_audience_guardian,
  counsellor: m.asking_audience_counsellor,
  exhibitor: m.asking_audience_exhibitor,
  'working-life': m.asking_audience_working_life,
  'reference-group': m.asking_audience_reference_group,
  municipality: m.asking_audience_municipality,
  visitor: m.asking_audience_visitor,
};

export type Audience = keyof typeof names;

/** Whom a survey asks, in words. */
export const audienceName = (audience: Audience, locale: Locale): string => names[audience]({}, { locale });
