/** What the timetable's address says: the filters, and what has been chosen so far. It is the page's only memory. */
export interface Selection {
  day?: string | undefined;
  kind?: string | undefined;
  language?: string | undefined;
  programme?: string | undefined;
  free?: boolean | undefined;
  /** Who comes: a kind of party. */
  audience: 'family' | 'class';
  /** Slots to book, and those to stand in line for. */
  chosen: readonly string[];
  waiting: readonly string[];
}

/** In the place of a day: everything before and after the fair's days. */
export const aroundTheFair = 'around';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** As many as one call of the API takes. */
const most = 20;

const ids = (text: string | null): string[] =>
  [...new Set((text ?? '').split(',').filter((id) => uuid.test(id)))].slice(0, most);

export function readSelection(query: URLSearchParams): Selection {
  const text = (name: string) => query.get(name) || undefined;
  const chosen = ids(query.get('chosen'));
  return {
    day: text('day'),
    kind: text('kind'),
    language: text('language'),
    programme: text('programme'),
    free: query.get('free') === 'true' || undefined,
    audience: query.get('for') === 'class' ? 'class' : 'family',
    chosen,
    waiting: ids(query.get('waiting')).filter((id) => !chosen.includes(id)),
  };
}

/** The address of a page with this selection; what is empty is left out, so that equal selections are equal addresses. */
export function addressOf(path: string, selection: Selection): string {
  const { audience, chosen, waiting, free, ...filters } = selection;
  const pairs = Object.entries(filters).flatMap(([name, value]) => (value ? [[name, value]] : []));
  const query = new URLSearchParams(pairs);
  if (free) query.set('free', 'true');
  if (audience === 'class') query.set('for', 'class');
  if (chosen.length) query.set('chosen', chosen.join(','));
  if (waiting.length) query.set('waiting', waiting.join(','));
  const text = query.toString().replaceAll('%2C', ',');
  return text ? `${path}?${text}` : path;
}

export const everyChoice = ({ chosen, waiting }: Selection): string[] => [...chosen, ...waiting];

export const without = (selection: Selection, slot: string): Selection => ({
  ...selection,
  chosen: selection.chosen.filter((id) => id !== slot),
  waiting: selection.waiting.filter((id) => id !== slot),
});

export function withChoice(selection: Selection, slot: string, how: 'chosen' | 'waiting'): Selection {
  const rest = without(selection, slot);
  return { ...rest, [how]: [...rest[how], slot] };
}

interface Timed {
  id: string;
  startsAt: string;
  endsAt: string;
}

/** Pairs that happen at the same time, in order of time. */
export function overlapping<S extends Timed>(slots: readonly S[]): [S, S][] {
  const inTime = slots.toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
  return inTime.flatMap((one, at) =>
    inTime
      .slice(at + 1)
      .filter((other) => Date.parse(other.startsAt) < Date.parse(one.endsAt))
      .map((other): [S, S] => [one, other]),
  );
}
