import { Injectable } from '@nestjs/common';
import type {
  In,
  listPublished,
  PublishedFigure,
  publishFigure,
  Reply,
  reviewPublished,
} from '@vagval/contract';
import { locales, m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import type * as z from 'zod';
import { EditionsService } from '../editions/editions.service.ts';
import { tableOf } from '../exports/export-kinds.service.ts';
import { Exports } from '../exports/exports.service.ts';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import type { StreamedFile } from '../platform/contract/streamed-file.ts';
import { Database } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { figureColumns, figureRows } from './figures-file.rules.ts';
import { figureWithKey } from './figures.rules.ts';
import { definitionOf } from './figures.sql.ts';
import { FiguresService } from './figures.service.ts';
import type { View } from './figures.service.ts';
import { editionBefore, insertPublished, publishedOf, withdraw } from './publishing.sql.ts';
import type { PublishedRow } from './publishing.sql.ts';

type Published = z.output<typeof PublishedFigure>;
type Wish = In<typeof publishFigure>['body'];

/** Gives figures to everybody as they are at that time, so that next year the same question can be asked. */
@Injectable()
export class PublishingService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly editions: EditionsService,
    private readonly figures: FiguresService,
    private readonly exports: Exports,
  ) {}

  async list(slug: string, locale: Locale): Promise<Reply<typeof listPublished>> {
    const edition = await this.editions.bySlug(slug);
    const items = (await publishedOf(this.db, edition.id, locale)).filter(isStanding).map(viewOf);
    return { items, total: items.length };
  }

  async file(slug: string, locale: Locale): Promise<StreamedFile> {
    const { items } = await this.list(slug, locale);
    const about = [
      { title: m.exports_d_definition({}, { locale }), kind: 'text' as const, width: 80 },
      { title: m.exports_d_source({}, { locale }), kind: 'text' as const, width: 40 },
    ];
    const rows = items.flatMap((it) =>
      figureRows([it], slug, locale).map((row) => [...row, it.figure.definition, it.figure.source]),
    );
    return this.exports.csv(
      `figures-${slug}.csv`,
      tableOf([...figureColumns(locale), ...about], rows, []),
      locale,
    );
  }

  /** Only of a fair that is over: before that the same figure says something else every day. */
  async publish(account: CallerAccount, slug: string, wish: Wish, locale: Locale): Promise<Published> {
    const edition = await this.editions.own(slug, account);
    if (edition.state !== 'finished') throw refuse('wrong_state', { state: edition.state });
    const figure = figureWithKey(wish.key);
    if (!figure) throw refuse('not_found');
    const views = await this.inEveryLanguage(account, slug, wish);
    const kept = {
      ...{ id: newId(), key: figure.key, by: wish.by ?? '', only: wish.for ?? '' },
      ...{ definition: definitionOf(figure), threshold: edition.threshold },
    };
    const now = this.clock.now();
    const made = { ...kept, views, edition: edition.id, account: account.id, now };
    await this.db.transaction(async (tx) => {
      if (!(await insertPublished(tx, made))) throw refuse('figure_published');
    });
    return viewOf({ ...kept, view: views[locale], publishedAt: now, withdrawnAt: null, withdrawnFor: null });
  }

  async withdraw(
    account: CallerAccount,
    slug: string,
    figure: string,
    why: string,
  ): Promise<{ withdrawn: true }> {
    const edition = await this.editions.own(slug, account);
    const it = { id: figure, edition: edition.id, why, account: account.id, now: this.clock.now() };
    await this.db.transaction(async (tx) => {
      if (!(await withdraw(tx, it))) throw refuse('not_found');
    });
    return { withdrawn: true };
  }

  async review(account: CallerAccount, slug: string, locale: Locale): Promise<Reply<typeof reviewPublished>> {
    const edition = await this.editions.own(slug, account);
    const rows = await publishedOf(this.db, edition.id, locale);
    const [before] = await editionBefore(this.db, edition.id);
    const earlier = before ? await publishedOf(this.db, before.id, locale) : [];
    const standing = new Set(rows.filter(isStanding).map(placeOf));
    const wanting = earlier.filter((it) => isStanding(it) && !standing.has(placeOf(it)));
    return { withdrawn: rows.flatMap(withdrawnOf), wanting: wanting.map(wantingOf) };
  }

  private async inEveryLanguage(
    account: CallerAccount,
    slug: string,
    wish: Wish,
  ): Promise<Record<Locale, View>> {
    const views = locales.map(async (locale) => {
      const asked = { by: wish.by, for: wish.for };
      return [
        locale,
        await this.figures.read(slug, wish.key, asked, { caller: { account }, locale }),
      ] as const;
    });
    return Object.fromEntries(await Promise.all(views)) as Record<Locale, View>;
  }
}

const isStanding = ({ withdrawnAt }: PublishedRow): boolean => withdrawnAt === null;
const placeOf = ({ key, by, only }: PublishedRow): string => [key, by, only].join('\n');

/** As it was published, and whether the figure is counted otherwise since. */
function viewOf({ id, key, by, only, view, definition, threshold, publishedAt }: PublishedRow): Published {
  const figure = figureWithKey(key);
  const changed = figure === undefined || definitionOf(figure) !== definition;
  const published = { id, by, only, threshold, publishedAt: publishedAt.toISOString(), changed };
  return { ...(view as View), ...published };
}

function withdrawnOf({ id, by, only, view, withdrawnAt: at, withdrawnFor: why }: PublishedRow) {
  const { name } = (view as View).figure;
  return at && why ? [{ id, name, by, only, at: at.toISOString(), why }] : [];
}

function wantingOf(row: PublishedRow) {
  const { figure, changed } = viewOf(row);
  return { key: row.key, name: figure.name, by: row.by, only: row.only, changed };
}
