import type { listSurveys, readSurvey, Reply } from '@vagval/contract';
import { m } from '@vagval/text';
import { refuse } from '../platform/contract/refusal.ts';
import { newId } from '../platform/ids.ts';
import {
  changedSince,
  comparableBetween,
  conditionFits,
  missingIn,
  phaseOf,
  untranslatedIn,
} from './building.rules.ts';
import type { EarlierRow, Language, PlacedRow, Placing, SurveyRow } from './building.sql.ts';

type Audience = Reply<typeof readSurvey>['audience'];
type Window = Pick<SurveyRow, 'opensAt' | 'closesAt'>;

const iso = (it: Date | null): string | null => it?.toISOString() ?? null;

/** A survey as a list shows it. */
export const lineOf = (it: SurveyRow, now: Date): Reply<typeof listSurveys>['items'][number] => ({
  audience: it.audience as Audience,
  title: it.title,
  state: it.state,
  phase: phaseOf(it, now),
  opensAt: iso(it.opensAt),
  closesAt: iso(it.closesAt),
  questions: it.questions,
});

export const earlierView = ({ edition, name, audience }: EarlierRow) => ({
  edition,
  name,
  audience: audience as Audience,
});

interface Shown {
  readonly survey: SurveyRow;
  readonly questions: readonly PlacedRow[];
  /** The same audience's survey in the edition before, and what it asks. */
  readonly before: EarlierRow | undefined;
  readonly asked: readonly PlacedRow[];
}

/** A survey as those who build it see it. */
export function surveyView({ survey, questions, before, asked }: Shown, now: Date): Reply<typeof readSurvey> {
  const { intro, thanks, languages } = survey;
  return {
    ...lineOf(survey, now),
    intro,
    thanks,
    languages,
    questions: questions.map(placedView),
    missing: missingIn(survey, questions.length),
    untranslated: untranslatedIn(survey, questions),
    changed: before
      ? { edition: before.edition, name: before.name, ...changedSince(asked, questions) }
      : null,
    reopens: reopens(survey, now),
  };
}

function placedView(it: PlacedRow, index: number): Reply<typeof readSurvey>['questions'][number] {
  const {
    id: _id,
    bankId: _bank,
    newestId: _newest,
    newestVersion,
    newestText,
    breaks,
    retired,
    ...view
  } = it;
  const newer = newestVersion > it.version && !retired;
  const comparable = comparableBetween(it.version, newestVersion, breaks);
  const shownIf = it.shownIf && { question: it.shownIf.question, values: [...it.shownIf.values] };
  const newest = newer ? { version: newestVersion, text: newestText, comparable } : null;
  return { ...view, shownIf, position: index + 1, newest };
}

/** Closed before its time, and nobody was invited whose answering has been forgotten. */
export const reopens = ({ state, closesAt, uninvited }: SurveyRow, now: Date): boolean =>
  state === 'closed' && uninvited && closesAt !== null && closesAt > now;

/** What an earlier survey asked, in the newest words where answers compare; what the bank no longer offers is left out. */
export function copied(questions: readonly PlacedRow[]): Placing[] {
  const kept = questions.filter(({ retired }) => !retired).map(inNewestWords);
  return kept.map((it) => {
    const shownIf = conditionFits(it, kept) ? it.shownIf : null;
    return { id: newId(), bankId: it.bankId, key: it.key, page: it.page, required: it.required, shownIf };
  });
}

const inNewestWords = (it: PlacedRow): PlacedRow =>
  comparableBetween(it.version, it.newestVersion, it.breaks)
    ? { ...it, bankId: it.newestId, version: it.newestVersion }
    : it;

const languages: Language[] = ['sv', 'en', 'ar'];

const titles: Readonly<Record<Audience, (typeof m)['surveys_audience_guardian']>> = {
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

/** What a survey says that was begun from nothing: whom it is for. */
export const emptyTexts = (audience: Audience) => ({
  title: Object.fromEntries(languages.map((locale) => [locale, titles[audience]({}, { locale })])),
  intro: {},
  thanks: {},
  languages,
});

/** Refuses times in the wrong order; undefined when they can be kept. */
export function wrongTimes({ opensAt, closesAt }: Window) {
  if (!opensAt || !closesAt || closesAt > opensAt) return undefined;
  const wrong = { path: '/body/closesAt', code: 'before_opening', message: 'before opening' };
  return refuse('invalid', { errors: [wrong] });
}
