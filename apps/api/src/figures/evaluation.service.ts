import { Injectable } from '@nestjs/common';
import { evaluationParts } from '@vagval/contract';
import type { Locale } from '@vagval/text';
import { EditionsService } from '../editions/editions.service.ts';
import type { Edition } from '../editions/editions.service.ts';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { copiesOf } from './evaluation-copies.sql.ts';
import { wordsOf } from './evaluation-words.sql.ts';
import type { Evaluation } from './evaluation.rules.ts';
import { basisOf, editionsUntil, recordedVisitors } from './evaluation.sql.ts';
import type { BesideRow, SeriesRow } from './evaluation.sql.ts';
import { cutOf, figureWithKey } from './figures.rules.ts';
import { FiguresService, figureText } from './figures.service.ts';
import type { AskedCut, View } from './figures.service.ts';

/** The figures of the report: key, cut, and how many editions stand beside each other. */
const reported: readonly (readonly [key: string, by: string | undefined, editions: number])[] = [
  ['guardians-reached', undefined, 2],
  ['guardians-reached', 'language', 2],
  ['unmet-demand', 'kind', 2],
  ['unmet-demand', 'language', 2],
  ['page-views', undefined, 2],
  ['page-views', 'locale', 2],
  ['web-visits', undefined, 2],
  ['visitors', undefined, 2],
  ['visitors', 'day-number', 2],
  ['visitors', 'audience', 2],
  ['class-visitors', undefined, 3],
  ['class-visitors', 'municipality', 3],
  ['reach', 'of', 2],
  ['slot-use', undefined, 2],
  ['slot-use', 'station', 2],
  ['booked', 'kind', 2],
  ['came', 'kind', 2],
  ['no-shows', 'kind', 2],
  ['response-rate', 'audience', 2],
  ['asked', 'audience', 2],
  ['answers', 'audience', 2],
  ['mean', 'question', 2],
  ['attitude-change', 'question', 2],
  ['open-houses', undefined, 2],
  ['open-houses-booked', undefined, 2],
  ['open-houses-came', undefined, 2],
  ['open-houses-came', 'week', 2],
  ['exhibitors', undefined, 2],
  ['exhibitors', 'kind', 2],
  ['programmes-shown', undefined, 2],
];

@Injectable()
export class EvaluationService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly editions: EditionsService,
    private readonly figures: FiguresService,
  ) {}

  /** The whole report as data. Only the organiser's own people: for others there is no such edition. */
  async read(slug: string, account: CallerAccount, locale: Locale): Promise<Evaluation> {
    const edition = await this.editions.bySlug(slug);
    if (!account.organisers.includes(edition.organiserId)) throw refuse('not_found');
    const beside = await editionsUntil(this.db, edition.id);
    const asked = cutsFor(edition, beside);
    const [views, recorded, words, [basis], [approved]] = await Promise.all([
      this.figures.views(asked, locale),
      recordedVisitors(this.db, edition.id),
      wordsOf(this.db, edition.id),
      basisOf(this.db, edition.id),
      copiesOf(this.db, edition.id),
    ]);
    const [, compared] = beside;
    return {
      edition: { slug: edition.slug, name: edition.name },
      compared: compared ? { slug: compared.slug, name: compared.name } : null,
      computedAt: this.clock.now().toISOString(),
      basis: {
        passages: basis?.passages ?? 0,
        answers: basis?.answers ?? 0,
        pageViews: valueIn(totalOf(views, 'page-views'), edition.slug) ?? 0,
      },
      threshold: edition.threshold,
      words: inParts(words),
      revision: words.reduce((sum, { version }) => sum + version, 0),
      figures: views.map((view, at) =>
        onlyBeside(
          view,
          beside.slice(0, asked[at]?.most).map((it) => it.slug),
        ),
      ),
      visitorsSeries: [...recorded, ...counted(totalOf(views, 'visitors'), beside, locale)].sort(byYear),
      approved: approved ? { ...approved, at: approved.at.toISOString() } : null,
    };
  }
}

/** Passages are summed once for the whole series; a cut shows only the newest `most` editions of it. */
function cutsFor({ id }: Edition, beside: readonly BesideRow[]): (AskedCut & { most: number })[] {
  const ids = beside.length > 0 ? beside.map((it) => it.id) : [id];
  return reported.flatMap(([key, by, most]) => {
    const figure = figureWithKey(key);
    const cut = figure && cutOf(figure, by);
    return cut ? [{ cut, editions: figure.family === 'visitors' ? ids : ids.slice(0, most), most }] : [];
  });
}

const totalOf = (views: readonly View[], key: string): View | undefined =>
  views.find((it) => it.figure.key === key && it.figure.dimensions.length === 0);

/** The shown value of an edition; without any other beside it the cell does not name it. */
function valueIn(view: View | undefined, slug: string): number | undefined {
  const cell = view?.cells.find(({ by }) => (by['edition'] ?? slug) === slug);
  return cell && 'value' in cell ? cell.value : undefined;
}

const onlyBeside = (view: View, slugs: readonly string[]): View => ({
  ...view,
  cells: view.cells.filter(({ by }) => by['edition'] === undefined || slugs.includes(by['edition'])),
});

/** What the doors have counted, year by year; an edition where nothing was counted is no point of the line. */
function counted(view: View | undefined, beside: readonly BesideRow[], locale: Locale): SeriesRow[] {
  const source = figureText('visitors', 'source', locale);
  const missing = (slug: string) =>
    view?.cells.some((cell) => 'missing' in cell && (cell.by['edition'] ?? slug) === slug) ?? true;
  return beside
    .filter(({ slug }) => !missing(slug))
    .map(({ slug, year }) => ({
      label: `${year}`,
      way: 'door',
      value: valueIn(view, slug) ?? null,
      certainty: 'high',
      source,
    }));
}

const byYear = (a: SeriesRow, b: SeriesRow): number =>
  a.label.localeCompare(b.label) || a.way.localeCompare(b.way);

const inParts = (words: readonly { part: string; body: string }[]): Record<string, string | null> =>
  Object.fromEntries(
    evaluationParts.map((part) => [part, words.find((it) => it.part === part)?.body || null]),
  );
