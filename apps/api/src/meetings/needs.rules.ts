/** Days before the start at which what is needed should be ordered: interpreters are booked weeks ahead. */
export const marks = [28, 14, 7] as const;
export type Mark = (typeof marks)[number];

/** The last mark that has been reached with so many days left; null when the first is still to come. */
export const markOf = (daysLeft: number): Mark | null => marks.findLast((mark) => daysLeft <= mark) ?? null;

interface Wanted {
  readonly need: string;
  /** Of the interpreter; '' when nobody has said. */
  readonly language: string;
}

interface Where {
  readonly access: readonly string[];
  readonly online: boolean;
  readonly language: string | null;
}

const ofThePlace = new Set(['wheelchair', 'hearing-loop', 'quiet']);
const isSigned = (language: string | null): boolean => /^(sgn|swl)\b/.test(language ?? '');

/** Whether the place has what is needed or the meeting is held in that language: nothing to order then. */
export function isMet({ need, language }: Wanted, where: Where): boolean {
  if (ofThePlace.has(need)) return where.online || where.access.includes(need);
  if (need === 'sign-language') return isSigned(where.language);
  return need === 'interpreter' && language !== '' && language === where.language;
}

export interface Line extends Wanted {
  readonly met: boolean;
  readonly orderedParties: number | null;
}

/** Neither met nor ordered. */
export const isOpen = ({ met, orderedParties }: Line): boolean => !met && orderedParties === null;

/** A mark has been reached and something is neither met nor ordered. */
export const isDue = (daysLeft: number, lines: readonly Line[]): boolean =>
  markOf(daysLeft) !== null && lines.some(isOpen);

/** How many days late a worker may be and still tell of a mark that was reached while it was away. */
const catchUpDays = 2;

/** The mark this day stands at, reached today or while nobody was there to tell; undefined between them. */
export const markReached = (daysLeft: number): Mark | undefined =>
  marks.find((mark) => daysLeft <= mark && daysLeft >= mark - catchUpDays);
