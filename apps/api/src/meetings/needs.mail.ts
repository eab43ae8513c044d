import { formatDay, formatTime, localised, m } from '@vagval/text';
import type { Letter, LetterRow } from '../mail/mail.service.ts';
import { isOpen } from './needs.rules.ts';
import type { Line } from './needs.rules.ts';
import type { Addressee, NeedRow } from './needs.sql.ts';

interface Due {
  readonly slot: NeedRow;
  readonly lines: readonly (NeedRow & Line)[];
}

const on = { locale: 'sv' } as const;

const words = {
  'language-guide': m.booking_need_language_guide,
  interpreter: m.booking_need_interpreter,
  'sign-language': m.booking_need_sign_language,
  'hearing-loop': m.booking_need_hearing_loop,
  wheelchair: m.booking_need_wheelchair,
  quiet: m.booking_need_quiet,
};

const languages = new Intl.DisplayNames(['sv'], { type: 'language' });

/** "Tolk, arabiska (irakisk): 2" */
function lineText({ need, language, varieties, parties }: NeedRow & Line): string {
  const word = need in words ? words[need as keyof typeof words]({}, on) : need;
  const spoken = language && ` ${languages.of(language) ?? language}`;
  const which = varieties.length > 0 ? ` (${varieties.join(', ')})` : '';
  return `${word}${spoken ? `,${spoken}` : ''}${which}: ${parties}`;
}

const rowOf = ({ slot, lines }: Due, timeZone: string): LetterRow => ({
  time: formatTime(slot.startsAt, 'sv', timeZone),
  title: localised(slot.title, 'sv').text,
  detail: [slot.place, ...lines.filter(isOpen).map(lineText)].filter(Boolean).join('. '),
});

/** To the organiser, in Swedish: what of a day's meetings is still to be ordered. Counts alone, nobody is named. */
export function needsLetter(
  { to, fairName, timeZone }: Addressee,
  due: readonly Due[],
  href: string,
): Letter | undefined {
  const [first] = due;
  if (!first) return undefined;
  const day = formatDay(first.slot.startsAt, 'sv', timeZone);
  const about = { day, days: first.slot.daysLeft };
  return {
    to,
    locale: 'sv',
    sender: fairName,
    subject: m.meetings_needs_subject(about, on),
    preheader: m.meetings_needs_preheader({}, on),
    heading: m.meetings_needs_heading(about, on),
    lead: m.meetings_needs_lead({}, on),
    rows: due.map((it) => rowOf(it, timeZone)),
    button: { label: m.meetings_needs_button({}, on), href },
    footer: [m.meetings_needs_why({}, on)],
  };
}
