import { Injectable } from '@nestjs/common';
import type { ClassView, ProposalView, Reply, listClasses } from '@vagval/contract';
import { localised } from '@vagval/text';
import type * as z from 'zod';
import { PartyPages } from '../bookings/party-pages.service.ts';
import { Visits } from '../bookings/visits.service.ts';
import type { LockedVisit } from '../bookings/visits.service.ts';
import { EditionsService } from '../editions/editions.service.ts';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import type { Sql, Tx } from '../platform/database.ts';
import type { AppLanguage } from '../platform/language.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { changeableAt, groupSizeOf, nextOf, unplacedIn } from './classes.rules.ts';
import { readClasses } from './classes.sql.ts';
import type { ClassRow, SlotOfClass } from './classes.sql.ts';
import { alternativesTo, groupsOf, wishFor } from './proposals.rules.ts';
import type { Busy, Floor } from './proposals.rules.ts';
import { readBusy, readGroupSlots } from './proposals.sql.ts';
import type { GroupSlot } from './proposals.sql.ts';
import { schoolsOf } from './schools.sql.ts';

type View = z.output<typeof ClassView>;

/** Whose class it is about, and the language its texts are told in. */
export interface Teacher {
  readonly account: CallerAccount;
  readonly language: AppLanguage;
}

/** A class that its teacher is changing: the party is locked. */
export interface Desk {
  readonly tx: Tx;
  readonly row: ClassRow;
  readonly visit: LockedVisit;
  readonly now: Date;
}

/** A class as its teacher sees it, and the frame of every change to one. */
@Injectable()
export class ClassPages {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly editions: EditionsService,
    private readonly visits: Visits,
    private readonly pages: PartyPages,
  ) {}

  async list({ account, language }: Teacher, slug: string): Promise<Reply<typeof listClasses>> {
    const edition = await this.editions.bySlug(slug);
    const schools = await schoolsOf(this.db, account.id);
    if (schools.length === 0) throw refuse('not_found');
    const now = this.clock.now();
    const rows = await readClasses(this.db, { accountId: account.id, editionId: edition.id }, now);
    const floor = rows.some(({ proposal }) => proposal) ? await this.floorOf(edition.id) : undefined;
    const items = await Promise.all(rows.map((row) => this.viewOf(row, language, floor)));
    return { schools, items, total: items.length };
  }

  /** Refuses with not_found when the class is not the teacher's own. */
  async read(teacher: Teacher, id: string): Promise<View> {
    const row = await this.own(this.db, teacher, id);
    const floor = row.proposal ? await this.floorOf(row.edition.id) : undefined;
    return this.viewOf(row, teacher.language, floor);
  }

  async own(sql: Sql, { account }: Pick<Teacher, 'account'>, id: string): Promise<ClassRow> {
    const [row] = await readClasses(sql, { accountId: account.id, id }, this.clock.now());
    if (!row) throw refuse('not_found');
    return row;
  }

  /** Locks the class, changes it and answers with it as it is then. */
  async changing(teacher: Teacher, id: string, fn: (desk: Desk) => Promise<void>): Promise<View> {
    await this.db.transaction(async (tx) => {
      const visit = await this.visits.lock(tx, id);
      if (!visit) throw refuse('not_found');
      await fn({ tx, visit, row: await this.own(tx, teacher, id), now: this.clock.now() });
    });
    return this.read(teacher, id);
  }

  /** What could be given to groups just now. */
  async floorOf(editionId: string): Promise<Floor> {
    const [edition, slots] = await Promise.all([
      this.editions.byId(editionId),
      readGroupSlots(this.db, editionId),
    ]);
    return { edition, slots: new Map(slots.map((it) => [it.id, it])), now: this.clock.now() };
  }

  private async viewOf(row: ClassRow, language: AppLanguage, floor: Floor | undefined): Promise<View> {
    const busy = row.proposal ? await readBusy(this.db, [row.id]) : [];
    const proposal = row.proposal && floor ? proposalView({ row, language, floor, busy }) : null;
    const { id, reference, state, className, pupils, staff, phone, email, visits, school } = row;
    return {
      ...{ id, reference, state, className, pupils, staff, phone, email, visits, school },
      edition: editionView(row),
      grade: row.grade as View['grade'],
      arrival: row.arrival as View['arrival'],
      needs: row.needs as View['needs'],
      changeable: changeableAt(row, this.clock.now()),
      next: nextOf(row, row.proposal !== null),
      window: row.window && {
        ...slotView(row.window, language),
        booking: row.window.booking,
        state: row.window.state,
        places: row.window.places,
      },
      wishes: row.wishes.map(({ activity, titles, weight }) => ({
        ...{ activity, titles, weight },
        title: localised(titles, language).text,
      })),
      groups: row.groups.map(({ no, size, visits: slots }) => ({
        ...{ no, size },
        visits: slots.map((it) => ({ ...slotView(it, language), wish: wishFor(row, it.activity) })),
      })),
      groupSize: groupSizeOf(row),
      unplaced: unplacedIn(groupsOf(row), pupils),
      proposal,
      handOvers: row.handOvers.map((it) => ({
        ...it,
        madeAt: isoOf(it.madeAt),
        revokedAt: it.revokedAt && isoOf(it.revokedAt),
      })),
      link: this.pages.linkOf({ id, linkRevision: row.linkRevision, locale: row.locale }).link,
    };
  }
}

const isoOf = (instant: string | Date): string => new Date(instant).toISOString();

const editionView = ({ edition: { slug, name, timeZone, venue } }: ClassRow) => ({
  slug,
  name,
  timeZone,
  venue,
});

const slotView = (it: SlotOfClass | GroupSlot, language: AppLanguage) => ({
  id: it.id,
  activity: it.activity,
  title: localised(it.titles, language).text,
  titles: it.titles,
  startsAt: isoOf(it.startsAt),
  endsAt: isoOf(it.endsAt),
  place: it.place,
});

interface Shown {
  readonly row: ClassRow;
  readonly language: AppLanguage;
  readonly floor: Floor;
  readonly busy: readonly Busy[];
}

function proposalView({ row, language, floor, busy }: Shown): z.output<typeof ProposalView> | null {
  if (!row.proposal) return null;
  const { groups, until, reasons } = row.proposal;
  const visitView = (slot: GroupSlot) => ({ ...slotView(slot, language), wish: wishFor(row, slot.activity) });
  return {
    until: isoOf(until),
    groups: groups.map((group) => ({
      no: group.no,
      size: group.size,
      visits: group.visits
        .flatMap((id) => floor.slots.get(id) ?? [])
        .map((slot) => ({
          ...visitView(slot),
          alternatives: alternativesTo(floor, { row, groups, group, from: slot.id, busy }).map(visitView),
        })),
    })),
    reasons: reasons.map(({ cause, activityId, titles, weight, groups: count }) => ({
      code: cause,
      weight,
      groups: count,
      ...(activityId !== null && { activity: activityId }),
      ...(titles && { title: localised(titles, language).text, titles }),
    })),
  };
}
