import { Injectable } from '@nestjs/common';
import { mayByRole, roles } from '@vagval/contract';
import type { In, LineDecision, readSlotLine as ReadSlotLine, Reply } from '@vagval/contract';
import type * as z from 'zod';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { readDecisions, readLineSlot, readStanding, readStood } from './line-log.sql.ts';
import type { DecisionRow, LineSlot, StandingRow } from './line-log.sql.ts';

type View = Reply<typeof ReadSlotLine>;

const shownAtOnce = 200;
const readers = roles.filter((role) => mayByRole[role].includes('line.read'));

/** What staff can answer about a line: who stands there, and why places went to whom. */
@Injectable()
export class LineLog {
  constructor(private readonly db: Database) {}

  async read(me: CallerAccount, { params, query }: In<typeof ReadSlotLine>): Promise<View> {
    const slot = await readLineSlot(this.db, params, { account: me.id, roles: readers });
    if (!slot) throw refuse('not_found');
    const { booking, before } = query;
    const reference = query.reference === undefined ? undefined : codeOf(query.reference);
    const isAsked = booking !== undefined || reference !== undefined;
    const about = isAsked ? await readStood(this.db, slot.id, { booking, reference }) : undefined;
    const items = await readStanding(this.db, slot.id);
    const nothing = isAsked && !about;
    const found = nothing
      ? []
      : await readDecisions(this.db, slot.id, { about: about?.booking, before, limit: shownAtOnce + 1 });
    return {
      slot: slotView(slot),
      items: items.map((it) => ({ ...standingView(it), place: it.place ?? 0 })),
      total: items.length,
      about: about ? { ...standingView(about), state: about.state, place: about.place } : null,
      decisions: found.slice(0, shownAtOnce).map((it) => decisionView(it, about)),
      more: found.length > shownAtOnce,
    };
  }
}

/** A code as somebody typed or heard it: O is zero, I and L are one. */
const codeOf = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');

const slotView = ({ startsAt, endsAt, ...slot }: LineSlot): View['slot'] => ({
  ...slot,
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
});

const standingView = ({ booking, reference, kind, size, places, partOk, since }: StandingRow) => ({
  booking,
  reference,
  kind,
  size,
  places,
  partOk,
  since: since.toISOString(),
});

const decisionView = (it: DecisionRow, about: StandingRow | undefined): z.output<typeof LineDecision> => ({
  id: it.id,
  at: it.at.toISOString(),
  what: it.what,
  booking: it.bookingId,
  reference: it.reference,
  places: it.places,
  free: it.free,
  time:
    it.detail?.size === undefined || it.detail.busy === undefined
      ? null
      : { size: it.detail.size, busy: it.detail.busy },
  stands: about && it.lineNo !== null ? standsOf(it.lineNo, about.lineNo) : null,
});

function standsOf(lineNo: number, asked: number): 'self' | 'before' | 'behind' {
  if (lineNo === asked) return 'self';
  return lineNo < asked ? 'before' : 'behind';
}
