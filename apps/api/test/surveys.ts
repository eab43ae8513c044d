import type { Database } from '../src/platform/database.ts';
import { newId } from '../src/platform/ids.ts';
import { insert } from './small-fair.ts';

type Said = Record<string, string>;

/** A question of the bank and where a survey asks it; what is left out is as ordinary as can be. */
export interface AskedQuestion {
  readonly key: string;
  readonly kind: 'single' | 'several' | 'scale' | 'matrix' | 'number' | 'text';
  readonly text?: Said;
  readonly help?: Said;
  readonly options?: readonly { value: number; text: Said; alone?: boolean }[];
  readonly rows?: readonly { key: string; text: Said }[];
  readonly least?: number;
  readonly most?: number;
  readonly page?: number;
  readonly required?: boolean;
  readonly shown_if?: { question: string; values: readonly number[] };
}

export interface SurveyOptions {
  readonly audience?: string;
  readonly state?: 'draft' | 'open' | 'closed';
  readonly opensAt?: string;
  readonly closesAt?: string;
  readonly languages?: readonly string[];
  readonly questions?: readonly AskedQuestion[];
}

const option = (value: number, sv: string, en: string, ar?: string) => ({
  value,
  text: { sv, en, ...(ar && { ar }) },
});

/** One of each kind on three pages; the last page is asked of those who said yes to the first question. */
export const everyKind: readonly AskedQuestion[] = [
  {
    key: 'tried',
    kind: 'single',
    text: { sv: 'Provade du ett yrke?', en: 'Did you try an occupation?', ar: 'هل جربت مهنة؟' },
    options: [option(1, 'Ja', 'Yes', 'نعم'), option(2, 'Nej', 'No', 'لا')],
    required: true,
  },
  {
    key: 'helped',
    kind: 'scale',
    text: { sv: 'Hjälpte mässan dig att välja?', en: 'Did the fair help you choose?' },
    options: [option(1, 'Inte alls', 'Not at all'), option(5, 'Mycket', 'A lot')],
    least: 1,
    most: 5,
  },
  {
    key: 'why',
    kind: 'several',
    page: 2,
    text: { sv: 'Varför kom du?', en: 'Why did you come?' },
    options: [
      option(1, 'Med klassen', 'With my class'),
      option(2, 'Nyfiken', 'Curious'),
      { ...option(9, 'Vet inte', 'I do not know'), alone: true },
    ],
  },
  {
    key: 'parts',
    kind: 'matrix',
    page: 2,
    text: { sv: 'Hur bra var delarna?', en: 'How good were the parts?' },
    options: [option(1, 'Dålig', 'Bad'), option(2, 'Bra', 'Good')],
    rows: [
      { key: 'stands', text: { sv: 'Montrarna', en: 'The stands' } },
      { key: 'talks', text: { sv: 'Samtalen', en: 'The talks' } },
    ],
  },
  {
    key: 'hours',
    kind: 'number',
    page: 2,
    text: { sv: 'Hur många timmar var du där?', en: 'How many hours did you stay?' },
    least: 0,
    most: 24,
  },
  {
    key: 'what',
    kind: 'text',
    page: 3,
    text: { sv: 'Vad lärde du dig?', en: 'What did you learn?' },
    shown_if: { question: 'tried', values: [1] },
  },
];

/** A survey of an edition, open the whole of 2027 unless told otherwise, with its questions in the bank. */
export async function makeSurvey(db: Database, edition: string, it: SurveyOptions = {}): Promise<string> {
  const id = await insert(db, 'survey', {
    id: newId(),
    edition_id: edition,
    audience: it.audience ?? 'pupil-after',
    title: { sv: 'Efter mässan', en: 'After the fair', ar: 'بعد المعرض' },
    intro: { sv: 'Det tar tre minuter.', en: 'It takes three minutes.' },
    thanks: { sv: 'Dina svar hjälper oss.', en: 'Your answers help us.' },
    invited: 0,
    state: it.state ?? 'open',
    opens_at: it.opensAt ?? '2026-01-01T00:00Z',
    closes_at: it.closesAt ?? '2028-01-01T00:00Z',
    languages: it.languages ?? ['sv', 'en', 'ar'],
  });
  for (const [at, question] of (it.questions ?? everyKind).entries()) await ask(db, id, question, at + 1);
  return id;
}

async function ask(db: Database, survey: string, it: AskedQuestion, position: number): Promise<void> {
  const bank = newId();
  await db.rows(
    `INSERT INTO bank_question (id, organiser_id, key, version, kind, text, help, options, rows, least, most, made_at)
     SELECT $1, f.organiser_id, $3, 1 + coalesce((SELECT max(b.version) FROM bank_question b
         WHERE b.organiser_id = f.organiser_id AND b.key = $3), 0), $4, $5, $6, $7, $8, $9, $10, '2026-01-01'
     FROM survey s JOIN edition e ON e.id = s.edition_id JOIN fair f ON f.id = e.fair_id WHERE s.id = $2`,
    [
      bank,
      survey,
      it.key,
      it.kind,
      JSON.stringify(it.text ?? { sv: it.key }),
      JSON.stringify(it.help ?? {}),
      JSON.stringify(it.options ?? []),
      JSON.stringify(it.rows ?? []),
      it.least ?? null,
      it.most ?? null,
    ],
  );
  await insert(db, 'question', {
    id: newId(),
    survey_id: survey,
    bank_question_id: bank,
    key: it.key,
    position,
    page: it.page ?? 1,
    required: it.required ?? false,
    shown_if: it.shown_if ?? null,
  });
}

/** An invitation to an address, or to whoever `extra` names. Its link is mint('survey', id, 0). */
export const invite = (
  db: Database,
  survey: string,
  extra: Record<string, unknown> = {},
): Promise<string> => {
  const id = newId();
  const whom = Object.keys(extra).some((it) => /_id$/.test(it)) ? {} : { email: `${id}@example.se` };
  return insert(db, 'survey_invitation', {
    id,
    survey_id: survey,
    locale: 'sv',
    made_at: '2027-01-21T08:00Z',
    ...whom,
    ...extra,
  });
};

/** A way in for many. Its link is mint('class-survey', id, 0). */
export const makeLink = (
  db: Database,
  survey: string,
  extra: Record<string, unknown> & { kind: 'class' | 'open' | 'kiosk' },
): Promise<string> =>
  insert(db, 'survey_link', {
    id: newId(),
    survey_id: survey,
    most: 1000,
    made_at: '2027-01-21T08:00Z',
    ...extra,
  });
