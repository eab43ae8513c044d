import { Injectable } from '@nestjs/common';
import type { In, listNeeds, orderNeed, Reply } from '@vagval/contract';
import { Mail } from '../mail/mail.service.ts';
import { Clock } from '../platform/clock.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import { editionOf, kindTitles, meetingView, slotOf, staffOf } from './meetings.sql.ts';
import { isDue, isMet, isOpen, markOf, markReached } from './needs.rules.ts';
import type { Line } from './needs.rules.ts';
import { deleteOrder, heldEditions, needsAhead, organiserOf, writeOrder } from './needs.sql.ts';
import type { Addressee, HeldEdition, NeedRow } from './needs.sql.ts';

/** A slot with everything that is needed there. */
export interface SlotNeeds {
  readonly slot: NeedRow;
  readonly lines: readonly (NeedRow & Line)[];
  readonly due: boolean;
}

const lineOf = (row: NeedRow): NeedRow & Line => ({
  ...row,
  language: row.interpreter,
  met: isMet({ need: row.need, language: row.interpreter }, row),
});

function bySlot(rows: readonly NeedRow[]): SlotNeeds[] {
  return [...Map.groupBy(rows, ({ slot }) => slot).values()].flatMap(([slot, ...others]) => {
    if (!slot) return [];
    const lines = [slot, ...others].map(lineOf);
    return [{ slot, lines, due: isDue(slot.daysLeft, lines) }];
  });
}

/** What visitors need at the slots ahead, ordered in time. */
@Injectable()
export class Needs {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly mail: Mail,
  ) {}

  async list(
    account: string,
    slug: string,
    query: In<typeof listNeeds>['query'],
  ): Promise<Reply<typeof listNeeds>> {
    const edition = await editionOf(this.db, slug, staffOf(account));
    if (!edition) throw refuse('not_found');
    const rows = await needsAhead(this.db, edition, this.clock.now());
    const kinds = await kindTitles(this.db, [...new Set(rows.map(({ kind }) => kind))]);
    const slots = bySlot(rows).filter(
      ({ slot, lines }) =>
        (!query.kind || slot.kind === query.kind) &&
        (!query.need || lines.some(({ need }) => need === query.need)),
    );
    const items = slots.map((it) => viewOf(it, query.need));
    return { items, total: items.length, due: slots.filter(({ due }) => due).length, kinds };
  }

  /** Notes that what is needed has been ordered, or that it has not. */
  async order(
    account: string,
    { slot, need }: In<typeof orderNeed>['params'],
    body: In<typeof orderNeed>['body'],
  ): Promise<void> {
    const found = await slotOf(this.db, slot, staffOf(account));
    if (!found) throw refuse('not_found');
    const language = need === 'interpreter' ? (body.language ?? '') : '';
    const it = { slot: found.id, need, language };
    const at = this.clock.now();
    await this.db.transaction((tx) =>
      body.ordered ? writeOrder(tx, { ...it, note: body.note ?? null, account, at }) : deleteOrder(tx, it),
    );
  }

  /** How many needs of which slots are due; slots where none is are left out. */
  async dueIn(edition: string): Promise<Map<string, number>> {
    const slots = bySlot(await needsAhead(this.db, edition, this.clock.now()));
    return new Map(
      slots.filter(({ due }) => due).map(({ slot, lines }) => [slot.slot, lines.filter(isOpen).length]),
    );
  }

  /** Tells each organiser of the marks its slots have reached with something left to order: one mail a mark and day. */
  async tellOfMarks(): Promise<void> {
    for (const edition of await heldEditions(this.db, this.clock.now()))
      if (edition.hour >= workBegins) await this.tellOf(edition);
  }

  /** The slots of that day with something left to order, and to whom it is told. */
  async leftOn(
    edition: string,
    day: string,
  ): Promise<{ organiser: Addressee; slots: readonly SlotNeeds[] } | undefined> {
    const organiser = await organiserOf(this.db, edition);
    const rows = await needsAhead(this.db, edition, this.clock.now());
    const slots = bySlot(rows).filter(({ slot, lines }) => slot.day === day && lines.some(isOpen));
    return organiser && slots.length > 0 ? { organiser, slots } : undefined;
  }

  private async tellOf(edition: HeldEdition): Promise<void> {
    const slots = bySlot(await needsAhead(this.db, edition.id, this.clock.now()));
    const reached = slots.flatMap(({ slot, due }) => {
      const mark = markReached(slot.daysLeft);
      return due && mark ? [`${mark}:${slot.day}`] : [];
    });
    for (const markAndDay of new Set(reached))
      await this.db.transaction((tx) =>
        this.mail.promise(tx, {
          kind: 'needs-due',
          purposeKey: `edition:${edition.id}:needs:${markAndDay}`,
          organiserId: edition.organiserId,
          editionId: edition.id,
          locale: 'sv',
        }),
      );
  }
}

/** Nobody is told at night. */
const workBegins = 7;

function viewOf(
  { slot, lines, due }: SlotNeeds,
  only: string | undefined,
): Reply<typeof listNeeds>['items'][number] {
  return {
    ...meetingView(slot),
    day: slot.day,
    daysLeft: slot.daysLeft,
    mark: markOf(slot.daysLeft),
    due,
    needs: lines.filter(({ need }) => !only || need === only).map(needView),
  };
}

const needView = (it: NeedRow & Line) => ({
  need: it.need as 'interpreter',
  language: it.interpreter || null,
  varieties: [...it.varieties],
  parties: it.parties,
  persons: it.persons,
  met: it.met,
  ordered: it.orderedAt && {
    at: it.orderedAt.toISOString(),
    note: it.note,
    parties: it.orderedParties ?? 0,
  },
  references: [...it.references],
});
