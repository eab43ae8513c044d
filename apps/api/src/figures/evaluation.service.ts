import { Injectable } from '@nestjs/common';
import type { EvaluationView } from '@vagval/contract';
import type { Locale } from '@vagval/text';
import type * as z from 'zod';
import { EditionsService } from '../editions/editions.service.ts';
import type { Edition } from '../editions/editions.service.ts';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { basisOf, editionsUntil, visitorsByYear, wordsOf } from './evaluation.sql.ts';
import { cutOf, figureWithKey } from './figures.rules.ts';
import { FiguresService, figureText } from './figures.service.ts';
import type { AskedCut } from './figures.service.ts';

type Evaluation = z.output<typeof EvaluationView>;

/** The parts of the report in the order GR reports them, with where staff write and where the figures stand. */
const parts = [
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
    const beside = await editionsUntil(this.db, edition.id, 3);
    const [figures, series, words, [basis]] = await Promise.all([
      this.figures.views(cutsFor(edition, beside), locale),
      visitorsByYear(this.db, edition.id),
      wordsOf(this.db, edition.id),
      basisOf(this.db, edition.id),
    ]);
    const [, compared] = beside;
    return {
      edition: { slug: edition.slug, name: edition.name },
      compared: compared ? { slug: compared.slug, name: compared.name } : null,
      computedAt: this.clock.now().toISOString(),
      basis: basis ?? { passages: 0, answers: 0, pageViews: 0 },
      threshold: edition.threshold,
      words: inParts(words),
      figures,
      visitorsSeries: series.map((it) => ({
        ...it,
        source: it.source ?? figureText('visitors', 'source', locale),
      })),
    };
  }
}

function cutsFor({ id }: Edition, beside: readonly { id: string }[]): AskedCut[] {
  const ids = beside.length > 0 ? beside.map((it) => it.id) : [id];
  return reported.flatMap(([key, by, most]) => {
    const figure = figureWithKey(key);
    const cut = figure && cutOf(figure, by);
    return cut ? [{ cut, editions: ids.slice(0, most) }] : [];
  });
}

const inParts = (words: readonly { part: string; body: string }[]): Record<string, string | null> =>
  Object.fromEntries(parts.map((part) => [part, words.find((it) => it.part === part)?.body ?? null]));
