import { Injectable } from '@nestjs/common';
import type {
  acceptGuidelines,
  In,
  listOwnApplications,
  Reply,
  saveBasics,
  saveBooth,
  saveProgrammes,
} from '@vagval/contract';
import { BoothsService } from '../halls/booths.service.ts';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import type { Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { ApplicationLettersService } from './application-letters.service.ts';
import { ApplicationViewService } from './application-view.service.ts';
import type { View } from './application-view.service.ts';
import {
  applicable,
  insertApplication,
  lockOwnApplication,
  ownApplication,
  ownApplications,
} from './applications.sql.ts';
import type { ApplicationRow, Reader } from './applications.sql.ts';
import { noteDone } from './audit.sql.ts';
import { foldProgrammes, isOpen, mayAccept, mayBeSent, mayWrite, rolesWith } from './exhibitors.rules.ts';
import { currentGuidelines, insertAcceptance, programmesOf, sizesOf } from './steps.sql.ts';
import { updateBasics, updateBoothWish, updateProgrammes, updateSubmitted } from './steps.sql.ts';

type Body<E extends { body: object }> = E extends unknown ? E['body'] : never;

const roles = rolesWith('application.own');
const readerOf = (account: string): Reader => ({ account, roles });
const invalid = (path: string, code: string, message: string) => ({ path, code, message });

/** What an exhibitor does with its own application. `me` is the id of the account. */
@Injectable()
export class ApplicationsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly booths: BoothsService,
    private readonly views: ApplicationViewService,
    private readonly letters: ApplicationLettersService,
  ) {}

  async list(me: string): Promise<Reply<typeof listOwnApplications>> {
    const rows = await ownApplications(this.db, readerOf(me), this.clock.now());
    const items = rows.map((it) => ({
      id: it.id,
      organisation: { id: it.organisationId, name: it.organisationName },
      edition: { slug: it.slug, name: it.editionName },
      state: it.state,
      closesAt: it.closesAt?.toISOString() ?? null,
    }));
    return { items, total: items.length };
  }

  /** The one application of the organisation to the edition; begun now when there is none. */
  async start(me: string, slug: string, organisation: string): Promise<View> {
    const edition = await applicable(this.db, slug, organisation, readerOf(me));
    if (!edition) throw refuse('not_found');
    if (edition.application) return this.read(me, edition.application);
    const at = this.clock.now();
    if (!isOpen(edition, at)) throw refuse('registration_closed');
    const id = newId();
    await this.db.transaction(async (tx) => {
      const begun = await insertApplication(tx, { id, edition: edition.id, organisation, at });
      if (begun)
        await noteDone(tx, {
          at,
          action: 'application.started',
          editionId: edition.id,
          subjectId: id,
          accountId: me,
        });
    });
    const now = await applicable(this.db, slug, organisation, readerOf(me));
    return this.read(me, now?.application ?? id);
  }

  async read(me: string, id: string): Promise<View> {
    const row = await ownApplication(this.db, id, readerOf(me));
    if (!row) throw refuse('not_found');
    return this.views.of(row);
  }

  acceptGuidelines(me: string, id: string, { version }: Body<In<typeof acceptGuidelines>>): Promise<View> {
    return this.write(me, id, async (tx, { editionId }, at) => {
      const current = await currentGuidelines(tx, editionId, at);
      const refusal = mayAccept(version, current?.version ?? null);
      if (refusal || !current) throw refusal ?? refuse('guidelines_changed');
      await insertAcceptance(tx, { application: id, guideline: current.id, account: me, at });
      const detail = { version };
      await noteDone(tx, {
        at,
        action: 'guidelines.accepted',
        editionId,
        subjectId: id,
        accountId: me,
        detail,
      });
    });
  }

  saveBasics(me: string, id: string, basics: Body<In<typeof saveBasics>>): Promise<View> {
    return this.write(me, id, (tx, _, at) => updateBasics(tx, id, basics, at));
  }

  saveBooth(me: string, id: string, wish: Body<In<typeof saveBooth>>): Promise<View> {
    return this.write(me, id, async (tx, { editionId }, at) => {
      await this.checkSize(tx, { application: id, edition: editionId }, wish);
      await updateBoothWish(tx, id, wish, at);
      await this.booths.hold(tx, { application: id, edition: editionId }, wish);
    });
  }

  saveProgrammes(me: string, id: string, shown: Body<In<typeof saveProgrammes>>): Promise<View> {
    return this.write(me, id, async (tx, _, at) => {
      const folded = foldProgrammes(shown.programmes, await programmesOf(tx, shown.programmes));
      if ('unknown' in folded) throw unknownProgrammes(folded.unknown);
      await updateProgrammes(tx, id, { ...shown, ...folded }, at);
    });
  }

  submit(me: string, id: string): Promise<View> {
    return this.write(me, id, async (tx, row, at) => {
      const { answers } = await this.views.answers(tx, row);
      const refusal = mayBeSent(answers);
      if (refusal) throw refusal;
      await updateSubmitted(tx, id, at);
      await this.letters.promise(tx, 'application-received', row, at);
      const { editionId } = row;
      await noteDone(tx, { at, action: 'application.submitted', editionId, subjectId: id, accountId: me });
    });
  }

  /** One writer at a time, only while the exhibitor may write; what comes of it. */
  private async write(
    me: string,
    id: string,
    change: (tx: Tx, row: ApplicationRow, at: Date) => Promise<void>,
  ): Promise<View> {
    await this.db.transaction(async (tx) => {
      const row = await lockOwnApplication(tx, id, readerOf(me));
      if (!row) throw refuse('not_found');
      const at = this.clock.now();
      const refusal = mayWrite(row.state, row, at);
      if (refusal) throw refusal;
      await change(tx, row, at);
    });
    return this.read(me, id);
  }

  /** A wish for a size promises nothing, so that counting is enough; who wants to be sure holds a booth. */
  private async checkSize(
    tx: Tx,
    it: { application: string; edition: string },
    wish: { size: string; booth?: string | undefined },
  ) {
    const sizes = await sizesOf(tx, it.edition);
    if (!sizes.some(({ key }) => key === wish.size)) throw unknownSize;
    if (wish.booth !== undefined) return;
    const left = await this.booths.left(tx, it);
    if (left.get(wish.size) === 0) throw refuse('size_sold_out');
  }
}

const unknownSize = refuse('invalid', {
  errors: [invalid('/body/size', 'unknown_size', 'There is no such size')],
});

const unknownProgrammes = (places: readonly number[]) =>
  refuse('invalid', {
    errors: places.map((at) =>
      invalid(`/body/programmes/${at}`, 'unknown_programme', 'There is no such programme'),
    ),
  });
