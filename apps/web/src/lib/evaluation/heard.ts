import { figureIn } from './readings.ts';
import type { Evaluation, Row } from './readings.ts';
import { rowsIn } from './report.ts';
import type { Part } from './report.ts';

/** The questions each part reports, by audience and key: what guardians say, what counsellors say of IM and the stand. */
const questions: Partial<Record<Part, readonly string[]>> = {
  guardians: ['guardian/application', 'guardian/programmes', 'guardian/time', 'guardian/language'],
  stand: ['counsellor/stand', 'exhibitor/stand', 'working-life/stand', 'pupil-after/helped'],
  discussion: ['counsellor/neutral', 'counsellor/material', 'exhibitor/talks', 'exhibitor/information'],
  open: ['counsellor/im', 'guardian/application', 'guardian/time'],
};

/** Their means, in that order. A wording that broke the series (`~2`) is the same question asked anew. */
export function heardIn(report: Evaluation, part: Part): Row[] {
  const rows = rowsIn(report, figureIn(report, 'mean', 'question'));
  return (questions[part] ?? []).flatMap((asked) =>
    rows.filter(({ key }) => key === asked || key.startsWith(`${asked}~`)),
  );
}

export const reportsAnswers = (part: Part): boolean => questions[part] !== undefined;
