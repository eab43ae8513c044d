import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import { ExportKinds, tableOf } from '../exports/export-kinds.service.ts';
import type { Asked, Sheet, Table } from '../exports/export-kinds.service.ts';
import { Exports } from '../exports/exports.service.ts';
import { Refusal } from '../platform/contract/refusal.ts';
import { StreamedFile } from '../platform/contract/streamed-file.ts';
import { sha256 } from '../platform/keys.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import type { Evaluation } from './evaluation.rules.ts';
import { EvaluationService } from './evaluation.service.ts';
import { definitionsSheet, figureColumns, figureRows } from './figures-file.rules.ts';
import { FiguresService } from './figures.service.ts';
import type { AskedFigure, Reader, View } from './figures.service.ts';

/** How long somebody who asks for the PDF waits before being told to come again. */
const waitMs = 25_000;

/** Figures and the evaluation as files. Nothing is in them that is not shown: they are read as any reader reads them. */
@Injectable()
export class FiguresFile implements OnModuleInit {
  constructor(
    private readonly kinds: ExportKinds,
    private readonly exports: Exports,
    private readonly figures: FiguresService,
    private readonly evaluations: EvaluationService,
  ) {}

  onModuleInit(): void {
    const formats = ['csv', 'xlsx'] as const;
    this.kinds.register({
      ...{ kind: 'figure', permission: 'figure.read', formats },
      title: ({ locale }) => m.exports_kind_figure({}, { locale }),
      accepts: (asked) => this.isFigure(asked),
      table: (asked) => this.one(asked),
    });
    this.kinds.register({
      ...{ kind: 'figures', permission: 'figure.read', formats },
      title: ({ locale }) => m.exports_kind_figures({}, { locale }),
      table: (asked) => this.all(asked),
    });
    this.kinds.register({
      ...{ kind: 'evaluation', permission: 'evaluation.read', formats: [...formats, 'pdf'] },
      title: ({ locale }) => m.exports_kind_evaluation({}, { locale }),
      table: (asked) => this.report(asked),
      page: ({ edition }) => `/organise/evaluation?edition=${edition.slug}`,
    });
  }

  book(account: CallerAccount, slug: string, locale: Locale): Promise<StreamedFile> {
    return this.exports.fileAtOnce(account, slug, { ...report, format: 'xlsx', locale });
  }

  async data(account: CallerAccount, slug: string, locale: Locale): Promise<StreamedFile> {
    const read = await this.evaluations.read(slug, account, locale);
    const bytes = Buffer.from(JSON.stringify(read));
    return new StreamedFile({
      name: `evaluation-${slug}.json`,
      length: bytes.length,
      pieces: Readable.from([bytes]),
    });
  }

  /** The report as printed: again only when it would show something else. */
  async print(account: CallerAccount, slug: string, locale: Locale): Promise<StreamedFile> {
    const contentHash = hashOf(await this.evaluations.read(slug, account, locale));
    return this.exports.fileNow(account, slug, { ...report, format: 'pdf', locale, contentHash }, waitMs);
  }

  /** Tried as it will be made: what may be seen and how it may be cut is decided in one place. */
  private async isFigure(asked: Asked): Promise<boolean> {
    const known = Object.keys(asked.params).every((it) => figureParams.has(it));
    if (!known) return false;
    try {
      await this.read(asked);
      return true;
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }

  private read(asked: Asked): Promise<View> {
    const { key = '', ...rest } = asked.params;
    return this.figures.read(asked.edition.slug, key, rest as AskedFigure, readerOf(asked));
  }

  private async one(asked: Asked): Promise<Table> {
    return tableFor([await this.read(asked)], asked);
  }

  /** Every figure in whole and by each of its dimensions. */
  private async all(asked: Asked): Promise<Table> {
    const { slug } = asked.edition;
    const reader = readerOf(asked);
    const { items } = await this.figures.list(slug, reader);
    const views: View[] = [];
    for (const { key, dimensions } of items)
      for (const by of [undefined, ...dimensions]) {
        const view = await this.figures.read(slug, key, { by }, reader).catch(unlessImpossible);
        if (view) views.push(view);
      }
    return tableFor(views, asked);
  }

  private async report(asked: Asked): Promise<Table> {
    const read = await this.evaluations.read(asked.edition.slug, asked.account, asked.locale);
    return tableFor(read.figures, asked, [wordsSheet(read, asked.locale)]);
  }
}

const report = { kind: 'evaluation', params: {} } as const;
const figureParams = new Set(['key', 'by', 'for', 'compare']);

const readerOf = ({ account, locale }: Asked): Reader => ({ caller: { account }, locale });

/** Some figures have no whole, or not by that alone. */
function unlessImpossible(error: unknown): undefined {
  if (error instanceof Refusal && error.code === 'dimension_unknown') return undefined;
  throw error;
}

function tableFor(views: readonly View[], { edition, locale }: Asked, more: readonly Sheet[] = []): Table {
  const heads = views.map(({ figure }) => figure);
  const definitions = definitionsSheet(heads, { threshold: edition.threshold, locale });
  return tableOf(figureColumns(locale), figureRows(views, edition.slug, locale), [...more, definitions]);
}

type Message = (inputs: Record<string, never>, options: { locale: Locale }) => string;
const messages = m as unknown as Partial<Record<string, Message>>;

/** What staff wrote, part by part in the order of the report. */
const wordsSheet = ({ words }: Evaluation, locale: Locale): Sheet => ({
  name: m.exports_words({}, { locale }),
  columns: [
    { title: m.exports_w_part({}, { locale }), kind: 'text', width: 24 },
    { title: m.exports_w_text({}, { locale }), kind: 'text', width: 100 },
  ],
  rows: Object.entries(words)
    .filter(([, body]) => body !== null)
    .map(([part, body]) => [messages[`organise_eval_part_${part}`]?.({}, { locale }) ?? part, body]),
});

const hashOf = ({ computedAt: _, ...shown }: Evaluation): string =>
  sha256(JSON.stringify(shown)).toString('base64url');
