import { directionOf, m, nameOf } from '@vagval/text';
import type { Frame } from './frame.rules.ts';
import type { Letter, LetterRow } from './mail.service.ts';

/** Names the picture of the ticket's code inside the mail. */
export const ticketCid = 'ticket@vagval';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and for quoted attributes alike. */
export const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? '');

/** Without control characters: what may stand in a header, and what keeps two lines from becoming three. */
export const oneLine = (text: string): string =>
  text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();

type Values = Readonly<Record<string, string | undefined>>;
type Fill = (part: string, values: Values | undefined, raw?: Values) => string;

function filler(frame: Frame): Fill {
  return (part, values, raw = {}) => {
    if (!values) return '';
    const safe = Object.entries(values).map(([name, value]) => [name, escape(value ?? '')]);
    return frame.get(part)?.fill({ ...(Object.fromEntries(safe) as Values), ...raw }) ?? '';
  };
}

const senderOf = (letter: Letter): string => letter.sender ?? m.mail_frame_sender({}, letter);

/** What the footer says by itself: who answers, and that a calendar file is enclosed. */
const footerOf = (letter: Letter): readonly string[] => [
  ...(letter.footer ?? []),
  ...(letter.calendar ? [m.mail_frame_calendar({}, letter)] : []),
];

function rowHtml(fill: Fill, { time, title, tag, detail }: LetterRow): string {
  return fill(
    'row',
    { title, span: time ? '1' : '2' },
    {
      time: fill('time', time ? { time } : undefined),
      tag: fill('tag', tag ? { tag } : undefined),
      detail: fill('detail', detail ? { detail } : undefined),
    },
  );
}

function languagesHtml(fill: Fill, letter: Letter): string {
  if (!letter.languages?.length) return '';
  const links = letter.languages.map(({ locale, href }) =>
    fill('language', { locale, href, dir: directionOf(locale), name: nameOf(locale) }),
  );
  return fill('languages', { same: m.mail_frame_same_letter({}, letter) }, { language: links.join(' ') });
}

const each = <T>(items: readonly T[] | undefined, write: (item: T) => string): string =>
  (items ?? []).map(write).join('');
const texts = (fill: Fill, part: string, lines: readonly string[] | undefined): string =>
  each(lines, (text) => fill(part, { text }));

/** The HTML part. `frame` is the one of the letter's direction. */
export function letterHtml(frame: Frame, letter: Letter): string {
  const fill = filler(frame);
  const { locale, subject, preheader, heading, lead, ticket, rows, paragraphs, button, secondary, replyTo } =
    letter;
  const questions = replyTo && {
    ask: m.mail_frame_questions({}, letter),
    href: `mailto:${replyTo}`,
    address: replyTo,
  };
  return fill(
    'page',
    { locale, subject, preheader, heading, lead, sender: senderOf(letter) },
    {
      ticket: fill('ticket', ticket && { ...ticket, cid: ticketCid }),
      rows: rows?.length ? fill('rows', {}, { row: each(rows, (row) => rowHtml(fill, row)) }) : '',
      paragraphs: paragraphs?.length
        ? fill('paragraphs', {}, { paragraph: texts(fill, 'paragraph', paragraphs) })
        : '',
      button: fill('button', button),
      secondary: fill(
        'secondary',
        secondary && { ...secondary, after: secondary.after ? ` ${secondary.after}` : '' },
      ),
      footer: texts(fill, 'footer', footerOf(letter)),
      questions: fill('questions', questions || undefined),
      languages: languagesHtml(fill, letter),
    },
  );
}

const block = (...lines: readonly (string | undefined)[]): string => lines.filter(Boolean).join('\n');

const rowText = ({ time, title, tag, detail }: LetterRow): string =>
  block([time, title, tag && `(${tag})`].filter(Boolean).join('  '), detail && `  ${detail}`);

function footerText(letter: Letter): string {
  const { replyTo, languages = [] } = letter;
  const others = languages.map(({ locale, href }) => `${nameOf(locale)}: ${href}`);
  return block(
    ...footerOf(letter),
    replyTo && `${m.mail_frame_questions({}, letter)} ${replyTo}`,
    others.length ? m.mail_frame_same_letter({}, letter) : undefined,
    ...others,
  );
}

/** The text part, written from the letter: what a person without HTML needs, in the same order. */
export function letterText(letter: Letter): string {
  const { heading, lead, ticket, rows, paragraphs = [], button, secondary } = letter;
  const blocks = [
    heading,
    lead,
    ticket && `${m.mail_frame_reference({}, letter)} ${ticket.reference}`,
    rows && block(...rows.map(rowText)),
    ...paragraphs,
    button && block(`${button.label}:`, button.href),
    secondary && block(`${secondary.text} ${secondary.label}:`, secondary.href, secondary.after),
    `-- \n${block(senderOf(letter), footerText(letter))}`,
  ];
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
}
