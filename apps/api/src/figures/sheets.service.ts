import { Injectable } from '@nestjs/common';
import { sheetKinds } from '@vagval/contract';
import type { In, readSheet, Reply } from '@vagval/contract';
import type { Locale } from '@vagval/text';
import { EditionsService } from '../editions/editions.service.ts';
import type { Edition } from '../editions/editions.service.ts';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import { may } from '../platform/session/caller.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { editionsUntil } from './evaluation.sql.ts';
import { cutOf, figureWithKey } from './figures.rules.ts';
import { FiguresService } from './figures.service.ts';
import type { AskedCut, View } from './figures.service.ts';
import { keysWithSheet, neighboursOf, sheetPlans } from './sheets.rules.ts';
import type { SheetKind } from './sheets.rules.ts';

type Params = In<typeof readSheet>['params'];

/** Sheets for one reader each, made of figures as they may be shown: nothing is computed here from what is hidden. */
@Injectable()
export class SheetsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly editions: EditionsService,
    private readonly figures: FiguresService,
  ) {}

  async list(slug: string, account: CallerAccount, locale: Locale) {
    const edition = await this.editionOf(slug, account);
    const kinds = sheetKinds.filter((kind) => mayRead(account, kind));
    const views = await this.figures.views(
      kinds.map((kind) => indexOf(kind, edition)),
      locale,
    );
    const items = kinds.flatMap((kind, at) => {
      const view = views[at];
      const keys = view ? keysWithSheet(view, sheetPlans[kind].dimension, edition.slug) : [];
      return keys.map((key) => ({ kind, key }));
    });
    return { items };
  }

  async read({ edition: slug, kind, key }: Params, account: CallerAccount, locale: Locale) {
    const edition = await this.editionOf(slug, account);
    if (!mayRead(account, kind)) throw refuse('not_found');
    const { dimension, lines } = sheetPlans[kind];
    const [index] = await this.figures.views([indexOf(kind, edition)], locale);
    if (!index || !keysWithSheet(index, dimension, edition.slug).includes(key)) throw refuse('not_found');
    const beside = (await editionsUntil(this.db, edition.id)).slice(0, 2);
    const ids = beside.map((it) => it.id);
    const editions = ids.length > 0 ? ids : [edition.id];
    const asked = lines.flatMap(({ figure, by, whole }): AskedCut[] =>
      cutFor({ figure, by, one: whole ? undefined : `${dimension}:${key}` }, editions),
    );
    const figures = await this.figures.views(asked, locale);
    const [, compared] = beside;
    return {
      kind,
      key,
      edition: { slug: edition.slug, name: edition.name },
      compared: compared ? { slug: compared.slug, name: compared.name } : null,
      computedAt: this.clock.now().toISOString(),
      threshold: edition.threshold,
      figures: figures.map((it) => withEdition(it, edition.slug)),
      neighbours: await this.neighbours({ kind, key }, edition, locale),
    } satisfies Reply<typeof readSheet>;
  }

  private async neighbours(
    { kind, key }: { kind: SheetKind; key: string },
    edition: Edition,
    locale: Locale,
  ): Promise<Record<string, number>> {
    const { dimension, lines } = sheetPlans[kind];
    const asked = lines.filter((it) => it.neighbours);
    const cuts = asked.flatMap(({ figure }) => cutFor({ figure, by: dimension }, [edition.id]));
    const views = await this.figures.views(cuts, locale);
    return Object.fromEntries(
      views.flatMap((view) => {
        const median = neighboursOf(view, { dimension, key, edition: edition.slug });
        return median === undefined ? [] : [[view.figure.key, median]];
      }),
    );
  }

  /** For anybody but the organiser's own people, and those who pay it, there is no such edition. */
  private async editionOf(slug: string, account: CallerAccount): Promise<Edition> {
    const edition = await this.editions.bySlug(slug);
    if (!account.organisers.includes(edition.organiserId)) throw refuse('not_found');
    return edition;
  }
}

/** Who pays reads about branches and nothing else. */
const mayRead = (account: CallerAccount, kind: SheetKind): boolean =>
  kind === 'branch' || may(account, 'evaluation.read');

function indexOf(kind: SheetKind, edition: Edition): AskedCut {
  const { index, dimension } = sheetPlans[kind];
  const [asked] = cutFor({ figure: index, by: dimension }, [edition.id]);
  if (!asked) throw new Error(`${index} cannot be cut by ${dimension}`);
  return asked;
}

function cutFor(
  { figure: key, by, one }: { figure: string; by?: string | undefined; one?: string | undefined },
  editions: readonly string[],
): AskedCut[] {
  const figure = figureWithKey(key);
  const cut = figure && cutOf(figure, by, one);
  return cut ? [{ cut, editions }] : [];
}

/** With one edition alone its cells do not name it; on a sheet they always do. */
const withEdition = (view: View, edition: string): View => ({
  ...view,
  cells: view.cells.map((it) => ({ ...it, by: { edition, ...it.by } })),
});
