import { readHold } from '#lib/booking/hold.ts';
import type { Hold } from '#lib/booking/hold.ts';

export type Audience = 'family' | 'single' | 'group' | 'class';

/** What the timetable's address says: the filters, who comes, and what has been chosen so far. It is the page's only memory. */
export interface Selection {
  day?: string | undefined;
  kind?: string | undefined;
  phase?: string | undefined;
  language?: string | undefined;
  programme?: string | undefined;
  /** Only times with any free place, or with room for all of the party. */
  free?: 'some' | 'all' | undefined;
  /** Who comes: a kind of party. */
  audience: Audience;
  /** How many come, when they have said so. */
  size?: number | undefined;
  /** Slots to book, and those to stand in line for. */
  chosen: readonly string[];
  waiting: readonly string[];
  /** How many go to a chosen slot, where not all do. */
  places: Readonly<Record<string, number>>;
  /** The places kept for the party while it says who comes. */
  hold?: Hold | undefined;
}

/** In the place of a day: everything before and after the fair's days. */
export const aroundTheFair = 'around';

/** Most visit with one more. */
export const usualSize = 2;

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const oneId = new RegExp(`^${uuid}$`);
/** A slot, the places in it where not all go, and the day it is on when that is another than the page's. */
const oneChoice = new RegExp(`^(${uuid})(?:\\.(\\d{1,3}))?(?:@(\\d{4}-\\d{2}-\\d{2}))?$`);
/** As many as one call of the API takes. */
const most = 20;
const largestParty = 500;

interface Choice {
  id: string;
  places?: number | undefined;
  day?: string | undefined;
}

function choiceIn(text: string | null): Choice | undefined {
  const [, id, places, day] = oneChoice.exec(text ?? '') ?? [];
  return id ? { id, places: Number(places) || undefined, day } : undefined;
}

const choices = (text: string | null): Choice[] =>
  (text ?? '').split(',').flatMap((part) => choiceIn(part) ?? []);

const ids = (found: readonly Choice[]): string[] => [...new Set(found.map(({ id }) => id))].slice(0, most);

const oneOf = <T extends string>(known: readonly T[], text: string | null): T | undefined =>
  known.find((it) => it === text);

function sizeIn(text: string | null): number | undefined {
  const size = /^\d{1,3}$/.test(text ?? '') ? Number(text) : 0;
  return size >= 1 && size <= largestParty ? size : undefined;
}

function placesIn(found: readonly Choice[]): Record<string, number> {
  return Object.fromEntries(found.flatMap(({ id, places }) => (places ? [[id, places]] : [])));
}

export function readSelection(query: URLSearchParams): Selection {
  const text = (name: string) => query.get(name) || undefined;
  const found = choices(query.get('chosen'));
  const chosen = ids(found);
  const selection: Selection = {
    day: text('day'),
    kind: text('kind'),
    phase: oneOf(['before', 'during', 'after'], query.get('phase')),
    language: text('language'),
    programme: text('programme'),
    free: query.get('free') === 'true' ? 'some' : query.get('free') === 'all' ? 'all' : undefined,
    audience: oneOf(['single', 'group', 'class'], query.get('for')) ?? 'family',
    size: sizeIn(query.get('size')),
    chosen,
    waiting: ids(choices(query.get('waiting'))).filter((id) => !chosen.includes(id)),
    places: placesIn(found),
    hold: readHold(query),
  };
  return changed(selection, query);
}

/** A button of the timetable says in the address what it does to the selection; pressed again it does no more. */
function changed(selection: Selection, query: URLSearchParams): Selection {
  const [drop, pick, wait] = ['drop', 'pick', 'wait'].map((name) => choiceIn(query.get(name)));
  const rest = drop ? without(selection, drop.id) : selection;
  if (wait) return withChoice(rest, wait.id, 'waiting');
  if (!pick) return rest;
  const elsewhere = pick.day ? { day: pick.day, kind: undefined, phase: undefined } : {};
  return { ...withChoice(rest, pick.id, 'chosen', pick.places), ...elsewhere };
}

/** The value of a button that picks a slot; `day` when it is not the one shown. */
export const pickOf = ({ id, places, day }: Choice): string =>
  `${id}${places ? `.${places}` : ''}${day ? `@${day}` : ''}`;

/** The selection as names and values of an address or a form; what is empty is left out, so that equal selections are equal. */
export function fieldsOf(selection: Partial<Selection>): [name: string, value: string][] {
  const { audience, chosen = [], waiting = [], places = {}, free, size, hold, ...filters } = selection;
  const written = chosen.map((id) => pickOf({ id, places: places[id] }));
  const fields: [string, string | undefined][] = [
    ...Object.entries(filters),
    ['free', free && (free === 'all' ? 'all' : 'true')],
    ['for', audience === 'family' ? undefined : audience],
    ['size', size === undefined || audience === 'single' ? undefined : String(size)],
    ['chosen', written.join(',')],
    ['waiting', waiting.join(',')],
    ['hold', hold?.token],
    ['until', hold?.until],
  ];
  return fields.filter((field): field is [string, string] => Boolean(field[1]));
}

/** The address of a page with this selection. */
export function addressOf(path: string, selection: Partial<Selection>): string {
  const text = new URLSearchParams(fieldsOf(selection)).toString().replaceAll('%2C', ',');
  return text ? `${path}?${text}` : path;
}

/** How many come: one who comes alone, else as many as they said; a class says so later. */
export function sizeOf({ audience, size }: Pick<Selection, 'audience' | 'size'>): number {
  if (audience === 'single') return 1;
  return size ?? (audience === 'class' ? 1 : usualSize);
}

/** What goes along to another page of the same visit: who comes and what has been chosen, not how it was searched for. */
export const visitOf = ({ audience, size, chosen, waiting, places, hold }: Selection): Selection => ({
  audience,
  size,
  chosen,
  waiting,
  places,
  hold,
});

export const everyChoice = ({ chosen, waiting }: Selection): string[] => [...chosen, ...waiting];

export function without(selection: Selection, slot: string): Selection {
  const { [slot]: _dropped, ...places } = selection.places;
  return {
    ...selection,
    chosen: selection.chosen.filter((id) => id !== slot),
    waiting: selection.waiting.filter((id) => id !== slot),
    places,
  };
}

export function withChoice(
  selection: Selection,
  slot: string,
  how: 'chosen' | 'waiting',
  places?: number,
): Selection {
  const rest = without(selection, slot);
  if (everyChoice(rest).length >= most || !oneId.test(slot)) return rest;
  const some = how === 'chosen' && places ? { [slot]: places } : {};
  return { ...rest, [how]: [...rest[how], slot], places: { ...rest.places, ...some } };
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
