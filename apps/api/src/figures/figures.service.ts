import { Injectable } from '@nestjs/common';
import type { Cell, FigureHead, FigureView } from '@vagval/contract';
import { m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import type * as z from 'zod';
import { EditionsService } from '../editions/editions.service.ts';
import type { Edition } from '../editions/editions.service.ts';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import { may } from '../platform/session/caller.ts';
import type { Caller } from '../platform/session/caller.ts';
import type { FamilyName } from './facts.sql.ts';
import { cutOf, figures, figureWithKey } from './figures.rules.ts';
import type { Cut, Figure } from './figures.rules.ts';
import { cellsOf } from './figures.sql.ts';
import type { CellRow } from './figures.sql.ts';
import { keptAmong } from './kept.sql.ts';
import { labelled } from './labels.rules.ts';
import { keyFor, wordsFor } from './labels.sql.ts';

type Head = z.output<typeof FigureHead>;
export type View = z.output<typeof FigureView>;
type CellOut = z.output<typeof Cell>;

/** How a figure is asked for: `by` dimensions, `for` one value of one dimension, beside the edition `compare`. */
export interface AskedFigure {
  readonly by?: string | undefined;
  readonly for?: string | undefined;
  readonly compare?: string | undefined;
}

/** Who reads, and in which language. */
export interface Reader {
  readonly caller: Caller;
  readonly locale: Locale;
}

@Injectable()
export class FiguresService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly editions: EditionsService,
  ) {}

  /** The figures this reader may see; refuses with not_found when there is no such published edition. */
  async list(slug: string, { caller, locale }: Reader): Promise<{ items: Head[]; total: number }> {
    const edition = await this.editions.bySlug(slug);
    const items = figures.filter((it) => maySee(caller, edition, it)).map((it) => headOf(it, locale));
    return { items, total: items.length };
  }

  /** One figure, cut and compared. A figure the reader may not see is as unknown as one that does not exist. */
  async read(slug: string, key: string, asked: AskedFigure, reader: Reader): Promise<View> {
    const edition = await this.editions.bySlug(slug);
    const figure = figureWithKey(key);
    if (!figure || !maySee(reader.caller, edition, figure)) throw refuse('not_found');
    const compared = asked.compare ? await this.comparison(edition, asked.compare) : undefined;
    const editions = compared ? [edition.id, compared.id] : [edition.id];
    const only = asked.for && (await keyFor(this.db, editions, { one: asked.for, locale: reader.locale }));
    const cut = compared ? cutOf(figure, byNumber(asked.by), byNumber(only)) : cutOf(figure, asked.by, only);
    if (!cut) throw refuse('dimension_unknown');
    const [view] = await this.views([{ cut, editions }], reader.locale);
    return { ...view, figure: headOf(figure, reader.locale), cells: view?.cells ?? [] };
  }

  /** Several cuts at once, one query for each family and set of editions; in the order they were asked for. */
  async views(asked: readonly AskedCut[], locale: Locale): Promise<View[]> {
    const views = asked.map(({ cut }): View => ({
      figure: { ...headOf(cut.figure, locale), dimensions: [...cut.by] },
      cells: [],
    }));
    const editions = [...new Set(asked.flatMap((it) => it.editions))];
    const dimensions = asked.flatMap(({ cut }) => cut.by);
    const [kept, words] = await Promise.all([
      keptAmong(this.db, editions),
      wordsFor(this.db, editions, { dimensions, locale }),
    ]);
    const groups = Map.groupBy(asked.keys(), (at) => groupOf(asked[at]));
    await Promise.all([...groups.values()].map((places) => this.fill(places, asked, { views, kept })));
    return views.map((view, at) => labelled(view, asked[at]?.cut.by ?? [], words));
  }

  private async fill(
    places: number[],
    asked: readonly AskedCut[],
    into: { views: View[]; kept: ReadonlySet<string> },
  ): Promise<void> {
    const group = places.flatMap((at) => asked[at] ?? []);
    const [first] = group;
    if (!first) return;
    const cuts = group.map(({ cut }) => cut);
    const limits = { editions: first.editions, kept: into.kept, now: this.clock.now() };
    for (const row of await cellsOf(this.db, first.cut.figure.family, cuts, limits)) {
      const place = places[row.cut];
      const cut = cuts[row.cut];
      if (place !== undefined && cut)
        into.views[place]?.cells.push(cellOf(row, cut, first.editions.length > 1));
    }
  }

  private async comparison(edition: Edition, slug: string): Promise<Edition> {
    const other = await this.editions.bySlug(slug).catch(() => undefined);
    if (!other || other.fairId !== edition.fairId || other.id === edition.id)
      throw refuse('comparison_unknown');
    return other;
  }
}

/** A cut, of these editions; with more than one, each cell says of which. */
export interface AskedCut {
  readonly cut: Cut;
  readonly editions: readonly string[];
}

const groupOf = (asked: AskedCut | undefined): `${FamilyName} ${string}` | undefined =>
  asked && `${asked.cut.figure.family} ${asked.editions.join()}`;

/** Whether this reader may see a figure of an edition: the public ones anyone, the others its organiser's people. */
function maySee({ account }: Caller, { organiserId }: Edition, figure: Figure): boolean {
  if (figure.public) return true;
  return account !== undefined && may(account, 'figure.read') && account.organisers.includes(organiserId);
}

/** Days of different editions compare by their number. */
const byNumber = (text: string | undefined): string | undefined =>
  text?.replace(/\bday\b(?!-)/, 'day-number');

function cellOf(
  { edition, keys, state, value }: CellRow,
  { by: dimensions }: Cut,
  compared: boolean,
): CellOut {
  const said = dimensions.map((it, at) => [it, keys[at] ?? '']);
  const by = { ...(compared && { edition }), ...(Object.fromEntries(said) as Record<string, string>) };
  if (state === 'hidden') return { by, hidden: true };
  return state === 'missing' || value === null ? { by, missing: true } : { by, value };
}

type Message = (inputs: Record<string, never>, options: { locale: Locale }) => string;
const messages = m as unknown as Partial<Record<string, Message>>;

/** A text of a figure; an absent one is shown as its key, so that a test can find it. */
export const figureText = (key: string, part: string, locale: Locale): string => {
  const name = `figure_${key.replaceAll('-', '_')}_${part}`;
  return messages[name]?.({}, { locale }) ?? name;
};

/** What a figure is, in words. */
export const headOf = ({ key, unit, certainty, dimensions, breaks }: Figure, locale: Locale): Head => ({
  key,
  name: figureText(key, 'name', locale),
  definition: figureText(key, 'definition', locale),
  source: figureText(key, 'source', locale),
  unit,
  certainty,
  dimensions: [...dimensions],
  ...(breaks && { breaks: [...breaks] }),
});
