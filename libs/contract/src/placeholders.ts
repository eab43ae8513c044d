/** The parts of the evaluation in the order GR reports them (domain-facts 6.5). */
export const evaluationParts = [
  'purpose',
  'basis',
  'activities',
  'focus',
  'guardians',
  'financing',
  'web',
  'visitors',
  'stand',
  'discussion',
  'open',
] as const;
export type EvaluationPart = (typeof evaluationParts)[number];

/** A reading of the report that can stand in staff's own words. */
export interface Placed {
  readonly figure: string;
  /** Where in a cut; nothing for the whole. */
  readonly at?: Readonly<Record<string, string>>;
  /** The part it belongs to, for the list to choose from. */
  readonly part: EvaluationPart;
}

const of = (part: EvaluationPart, figure: string, at?: Placed['at']): Placed => ({
  figure,
  part,
  ...(at && { at }),
});

const rates = [
  'pupil-before',
  'pupil-after',
  'guardian',
  'counsellor',
  'exhibitor',
  'working-life',
  'reference-group',
];

/** What can be put into the words, by name: `{{visitors}}` is its number, `{{visitors.change}}` what changed. */
export const placed: Readonly<Record<string, Placed>> = {
  ...Object.fromEntries(
    rates.map((audience) => [`answered-${audience}`, of('basis', 'response-rate', { audience })]),
  ),
  exhibitors: of('activities', 'exhibitors'),
  programmes: of('activities', 'programmes-shown'),
  booked: of('activities', 'booked', { kind: 'try-it' }),
  'theme-weeks': of('activities', 'came', { kind: 'theme-week' }),
  talks: of('activities', 'came', { kind: 'stage-talk' }),
  guidance: of('activities', 'came', { kind: 'guidance-talk' }),
  guardians: of('guardians', 'guardians-reached'),
  'guardians-waiting': of('guardians', 'unmet-demand', { kind: 'guardian-meeting' }),
  'page-views': of('web', 'page-views'),
  'web-visits': of('web', 'web-visits'),
  visitors: of('visitors', 'visitors'),
  'with-class': of('visitors', 'class-visitors'),
  'with-family': of('visitors', 'visitors', { audience: 'family' }),
  classes: of('visitors', 'reach', { of: 'class' }),
  schools: of('visitors', 'reach', { of: 'school' }),
  municipalities: of('visitors', 'reach', { of: 'municipality' }),
  tried: of('stand', 'came', { kind: 'try-it' }),
  use: of('stand', 'slot-use'),
  'stayed-away': of('stand', 'no-shows', { kind: 'try-it' }),
  'stand-waiting': of('stand', 'unmet-demand', { kind: 'try-it' }),
};

/** How a reading is said: its number; the year before's; what changed, in words; the change in per cent; a whole sentence. */
export const aspects = ['number', 'before', 'change', 'percent', 'sentence'] as const;
export type Aspect = (typeof aspects)[number];

const braces = /\{\{([^{}]*)\}\}/g;

export interface Placeholder {
  readonly placed: Placed;
  readonly name: string;
  readonly aspect: Aspect;
}

/** What stands between the braces, or undefined where there is no such figure or way to say it. */
export function placeholderNamed(text: string): Placeholder | undefined {
  const [name = '', aspect = 'number', ...more] = text.trim().split('.');
  const found = Object.hasOwn(placed, name) ? placed[name] : undefined;
  const said = aspects.find((it) => it === aspect);
  return found && said && more.length === 0 ? { placed: found, name, aspect: said } : undefined;
}

/** The first placeholder of a text that does not exist. */
export function unknownPlaceholder(text: string): string | undefined {
  return [...text.matchAll(braces)].map(([, inside = '']) => inside).find((it) => !placeholderNamed(it));
}

/** A text cut at its placeholders, in order. */
export function cutAtPlaceholders(text: string): (string | Placeholder)[] {
  const parts = text.split(braces);
  return parts.flatMap((part, nth) => {
    if (nth % 2 === 0) return part === '' ? [] : [part];
    return [placeholderNamed(part) ?? `{{${part}}}`];
  });
}
