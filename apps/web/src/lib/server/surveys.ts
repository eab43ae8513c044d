import { listEditions, readSurvey } from '@vagval/contract';
import type { addBankQuestion, Sent as Sending, writeSurvey } from '@vagval/contract';
import { isLocale, m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import { stop } from './form.ts';
import type { Naming, Sent } from './form.ts';
import { isAudience } from '#lib/surveys/words.ts';
import { instantOf } from '#lib/asking/wall.ts';
import type { Audience, Kind } from '#lib/surveys/words.ts';

type Wording = Omit<Sending<typeof addBankQuestion>['body'], 'key'>;
type Said = Wording['text'];

/** The edition whose surveys are shown: the one asked for, else the current one. */
export async function surveyEdition(locals: App.Locals, url: URL) {
  const found = await locals.api(listEditions);
  if (!found.ok) stop(found);
  const asked = url.searchParams.get('edition');
  const edition = found.data.items.find(({ slug, state }) => (asked ? slug === asked : state === 'current'));
  if (!edition) stop({ ok: false, code: 'not_found', problem: { status: 404 } });
  return { edition, editions: found.data.items, query: asked ? `?edition=${encodeURIComponent(asked)}` : '' };
}

export function audienceOf({ audience }: { audience: string }): Audience {
  if (isAudience(audience)) return audience;
  return stop({ ok: false, code: 'not_found', problem: { status: 404 } });
}

/** The survey a page is about, or the page that says there is none. */
export async function surveyAt(locals: App.Locals, url: URL, params: { audience: string }) {
  const audience = audienceOf(params);
  const { edition, query } = await surveyEdition(locals, url);
  const survey = await locals.api(readSurvey, { params: { edition: edition.slug, audience } });
  if (!survey.ok) stop(survey);
  return { survey: survey.data, edition, query };
}

function said(sent: Sent, name: string): Said {
  const [en, ar] = [sent.text(`${name}.en`), sent.text(`${name}.ar`)];
  return { sv: sent.text(`${name}.sv`) ?? '', ...(en && { en }), ...(ar && { ar }) };
}

const isSaid = (it: Said): boolean => Boolean(it.sv || it.en || it.ar);
const rows = Array.from({ length: 20 }, (_, at) => at);

function optionsIn(sent: Sent): NonNullable<Wording['options']> {
  return rows.flatMap((at) => {
    const text = said(sent, `options.${at}.text`);
    const value = sent.number(`options.${at}.value`);
    if (!isSaid(text) || value === undefined) return [];
    return [{ value, text, ...(sent.has(`options.${at}.alone`) && { alone: true }) }];
  });
}

const rowsIn = (sent: Sent): NonNullable<Wording['rows']> =>
  rows.flatMap((at) => {
    const text = said(sent, `rows.${at}.text`);
    return isSaid(text) ? [{ key: sent.text(`rows.${at}.key`) ?? `row-${at + 1}`, text }] : [];
  });

/** A question as it was written in the form; what a kind does not have is left out. */
export function wordingIn(sent: Sent, kind: Kind): Wording {
  const help = said(sent, 'help');
  const { sv, ...others } = help;
  const bounded = kind === 'scale' || kind === 'number';
  const [least, most] = [sent.number('least'), sent.number('most')];
  return {
    kind,
    text: said(sent, 'text'),
    ...(isSaid(help) && { help: { ...(sv && { sv }), ...others } }),
    ...(kind !== 'text' && kind !== 'number' && { options: optionsIn(sent) }),
    ...(kind === 'matrix' && { rows: rowsIn(sent) }),
    ...(bounded && least !== undefined && { least }),
    ...(bounded && most !== undefined && { most }),
  };
}

/** What is said beside the fields of a question. */
export function wordingNaming(locale: Locale): Naming {
  const options = { locale };
  return {
    refusals: { question_key_taken: 'key' },
    texts: {
      key: m.surveys_bank_wrong_key({}, options),
      'text.sv': m.surveys_bank_wrong_text({}, options),
      options: m.surveys_bank_wrong_options({}, options),
      rows: m.surveys_bank_wrong_rows({}, options),
      most: m.surveys_bank_wrong_bounds({}, options),
    },
  };
}

/** Texts, languages and times as they were written in the form. */
export function surveyWordsIn(sent: Sent, timeZone: string): Sending<typeof writeSurvey>['body'] {
  const instant = (of: 'opens' | 'closes') => {
    const [day, time] = [sent.text(`${of}Day`), sent.text(`${of}Time`)];
    // What is no day is sent as it was written, and refused.
    return day || time ? (instantOf(day ?? '', time ?? '', timeZone) ?? `${day ?? ''}T${time ?? ''}`) : null;
  };
  return {
    title: said(sent, 'title'),
    intro: paragraphs(sent, 'intro'),
    thanks: paragraphs(sent, 'thanks'),
    languages: sent.all('languages').filter(isLocale),
    opensAt: instant('opens'),
    closesAt: instant('closes'),
  };
}

function paragraphs(sent: Sent, name: string) {
  const { sv, ...others } = said(sent, name);
  return { ...(sv && { sv }), ...others };
}

/** On what a question depends: `key=value` for each answer; mixed when they are of several questions. */
export function conditionIn(sent: Sent): { question: string; values: number[] } | null | 'mixed' {
  const chosen = sent.all('shownIf').map((it) => it.split('='));
  const [question, ...others] = [...new Set(chosen.map(([key]) => key ?? ''))];
  if (question === undefined) return null;
  return others.length > 0 ? 'mixed' : { question, values: chosen.map(([, value]) => Number(value)) };
}
