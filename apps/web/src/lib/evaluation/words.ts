import { cutAtPlaceholders, evaluationParts, placed } from '@vagval/contract';
import type { EvaluationPart } from '@vagval/contract';
import { blocksOf } from '#lib/exhibit/paragraphs.ts';
import { markup, placeable, putIn } from './placed.ts';
import type { Put } from './placed.ts';
import type { Evaluation } from './readings.ts';

/** A run of words, bold or not, or a figure's mark. */
export type Run = Put & { readonly bold: boolean };
export type Written = { items: Run[][]; ordered: boolean } | { lines: Run[][] };

/** Staff write in Swedish: their words, and the figures in them, are Swedish on every page. */
export const writtenIn = 'sv';

/** Staff's words as they are shown: paragraphs and lists of runs, with the figures of this report in them. */
export function writtenOf(text: string, report: Evaluation): Written[] {
  return blocksOf(text).map((block) =>
    'items' in block
      ? { items: block.items.map((it) => runsIn(it, report)), ordered: block.ordered }
      : { lines: block.lines.map((it) => runsIn(it, report)) },
  );
}

/** Two stars open bold and two close it; stars without a partner are stars. */
function runsIn(line: string, report: Evaluation): Run[] {
  const parts = line.split('**');
  const open = parts.length % 2 === 0 ? parts.length - 1 : parts.length;
  return parts.flatMap((part, nth) => {
    const text = nth === open ? `**${part}` : part;
    return putInto(text, report).map((it) => ({ ...it, bold: nth % 2 === 1 && nth < open }));
  });
}

const putInto = (text: string, report: Evaluation): Put[] =>
  cutAtPlaceholders(text).map((it) => (typeof it === 'string' ? { text: it } : putIn(report, it, writtenIn)));

/** What each part says by itself above the words; a draft does not say it again. */
const saidAbove: ReadonlySet<string> = new Set([
  'exhibitors',
  'programmes',
  'guardians',
  'guardians-waiting',
  'page-views',
  'web-visits',
  'visitors',
  'with-class',
  'classes',
  'schools',
  'municipalities',
  'tried',
  'use',
  'stand-waiting',
]);

/** What the figures of a part have to say, in live sentences; the open questions ask about what fell short. */
export function draftOf(part: EvaluationPart, report: Evaluation): string {
  const known = placeable(report);
  const own = known.filter((name) => placed[name]?.part === part && !saidAbove.has(name));
  const names = own.length > 0 ? own : known.filter((name) => borrowed[part]?.includes(name));
  const sentences = names.map((name) => markup(name, 'sentence'));
  return sentences.length > 2 ? sentences.map((it) => `- ${it}`).join('\n') : sentences.join(' ');
}

const borrowed: Partial<Record<EvaluationPart, readonly string[]>> = {
  guardians: ['guardians-waiting', 'answered-guardian'],
  web: ['page-views', 'web-visits'],
  discussion: ['guidance', 'stand-waiting'],
  open: ['guardians-waiting', 'answered-guardian'],
};

/** A part with this name, or undefined. */
export const partNamed = (name: string): EvaluationPart | undefined =>
  evaluationParts.find((it) => it === name);
