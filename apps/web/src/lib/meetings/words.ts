import type { listMeetings, listNeeds, listQuestions, Reply } from '@vagval/contract';
import { m } from '@vagval/text';
import type { Locale } from '@vagval/text';

export type Overview = Reply<typeof listMeetings>['items'][number];
export type SlotNeeds = Reply<typeof listNeeds>['items'][number];
export type NeedLine = SlotNeeds['needs'][number];
export type Question = Omit<Reply<typeof listQuestions>['items'][number], 'meeting'>;
export type QuestionState = Question['state'];

export const questionStates = ['new', 'approved', 'hidden', 'answered'] as const;

const states = {
  new: m.meetings_state_new,
  approved: m.meetings_state_approved,
  hidden: m.meetings_state_hidden,
  answered: m.meetings_state_answered,
};
export const stateText = (state: QuestionState, locale: Locale): string => states[state]({}, { locale });

const tones = { new: 'mine', approved: 'ok', hidden: undefined, answered: 'info' } as const;
export const stateTone = (state: QuestionState) => tones[state];

/** A language in the words of whoever reads the page. */
export const languageIn = (tag: string, locale: Locale): string =>
  new Intl.DisplayNames([locale], { type: 'language' }).of(tag) ?? tag;

/** What waits for staff at a meeting, in short lines. */
export function waitingAt(it: Overview, locale: Locale): string[] {
  const on = { locale };
  return [
    it.questions.new > 0 && m.meetings_new_questions({ count: it.questions.new }, on),
    it.needsDue > 0 && m.meetings_needs_left({ count: it.needsDue }, on),
    it.online && !it.hasLink && !it.ended && m.meetings_link_missing({}, on),
    it.ended && it.language !== null && it.material === 0 && m.meetings_material_missing({}, on),
  ].filter((line) => typeof line === 'string');
}
