import { hour, iso } from './calendar.ts';
import type { Chance } from './chance.ts';
import { schoolIdOf } from './classes.ts';
import { interpretersOf } from './meetings.ts';
import type { Spoken } from './meetings.ts';
import type { DemoEdition, Plan } from './plan.ts';
import type { DemoSlot } from './slots.ts';
import { kinds } from './texts.ts';

export type BookingState = 'waiting' | 'offered' | 'confirmed' | 'cancelled' | 'released';

export interface DemoBooking {
  readonly id: string;
  readonly party: DemoParty;
  readonly slot: DemoSlot;
  readonly places: number;
  readonly made: number;
  changed: number;
  state: BookingState;
  lineNo: number | null;
  joined: number | null;
  offered: number | null;
  offerUntil: number | null;
  endedBy: string | null;
  came: number | null;
}

export interface DemoParty {
  readonly id: string;
  readonly kind: 'family' | 'single' | 'group' | 'class';
  readonly size: number;
  readonly reference: string;
  readonly locale: string;
  readonly email: string | null;
  readonly municipality: string | null;
  readonly needs: readonly string[];
  readonly created: number;
  readonly class?: {
    school: string;
    name: string;
    grade: string;
    pupils: number;
    staff: number;
    arrival: string;
  };
  readonly bookings: DemoBooking[];
  /** The teacher who keeps it, where that is somebody who can sign in. */
  keeper?: { readonly accountId: string; readonly email: string };
}

type NewParty = Omit<DemoParty, 'id' | 'reference' | 'bookings' | 'keeper'>;

/** The parties of one edition and what they have booked, kept under the rules that the product keeps. */
export class Visitors {
  readonly parties: DemoParty[] = [];
  readonly lines = new Map<DemoSlot, DemoBooking[]>();
  readonly chance: Chance;
  private readonly lastJoined = new Map<DemoSlot, number>();

  constructor(
    private readonly plan: Plan,
    private readonly edition: DemoEdition,
  ) {
    this.chance = edition.chance('visitors');
  }

  join(it: NewParty): DemoParty {
    const party = { ...it, id: this.chance.id(it.created), reference: this.reference(), bookings: [] };
    this.parties.push(party);
    return party;
  }

  /** Books when there is room and nothing in the way; undefined when not. */
  book(party: DemoParty, slot: DemoSlot, places = party.size): DemoBooking | undefined {
    const busy = slot.taken + slot.held + places > slot.capacity || this.lines.has(slot);
    if (busy || !this.fits(party, slot, places)) return undefined;
    slot.taken += places;
    return this.add(party, slot, places, 'confirmed');
  }

  /** Joins the line of a slot that is full; undefined when something else is in the way. */
  wait(party: DemoParty, slot: DemoSlot, places = party.size): DemoBooking | undefined {
    if (places > slot.capacity || !this.fits(party, slot, places)) return undefined;
    const booking = this.add(party, slot, places, 'waiting');
    booking.lineNo = this.plan.nextLineNo++;
    booking.joined = Math.max(booking.made, this.lastJoined.get(slot) ?? 0);
    this.lastJoined.set(slot, booking.joined);
    this.lines.set(slot, [...(this.lines.get(slot) ?? []), booking]);
    return booking;
  }

  cancel(booking: DemoBooking, when: number): void {
    booking.slot.taken -= booking.places;
    Object.assign(booking, { state: 'cancelled', endedBy: 'by_party', changed: when });
  }

  /** Gives the place of whoever cancels to the first in line, confirmed or as an offer that still stands. */
  giveToFirst(
    slot: DemoSlot,
    how: { state: 'confirmed' | 'offered'; when: number; until?: number },
  ): boolean {
    const [first, ...others] = this.lines.get(slot) ?? [];
    if (!first || slot.taken + slot.held + first.places > slot.capacity) return false;
    if (how.state === 'offered') slot.held += first.places;
    else slot.taken += first.places;
    first.state = how.state;
    first.offered = how.when;
    first.changed = how.when;
    first.offerUntil = how.state === 'offered' ? (how.until ?? how.when + hour) : null;
    this.lines.set(slot, others);
    return true;
  }

  /** The rows; nobody books any more. */
  write(): void {
    const interpreters = interpretersOf(this.edition, this.parties);
    for (const party of this.parties) {
      const school = { school_id: schoolIdOf(this.plan, party) };
      const row = partyRow(this.edition, party, interpreters.get(party.id));
      this.plan.sheet.add('party', { ...row, ...school });
      for (const booking of party.bookings)
        this.plan.sheet.add('booking', { ...bookingRow(this.edition, booking), ...school });
    }
  }

  private add(party: DemoParty, slot: DemoSlot, places: number, state: BookingState): DemoBooking {
    const made = party.created;
    const none = { lineNo: null, joined: null, offered: null, offerUntil: null, endedBy: null, came: null };
    const booking = { id: this.chance.id(made), party, slot, places, made, changed: made, state, ...none };
    party.bookings.push(booking);
    return booking;
  }

  /** Together with what it does at the same time, never more than the party. */
  private fits(party: DemoParty, slot: DemoSlot, places: number): boolean {
    const live = party.bookings.filter(({ state }) => state === 'confirmed' || state === 'waiting');
    const same = live.filter((it) => it.slot.starts < slot.ends && it.slot.ends > slot.starts);
    const persons = (at: DemoSlot, taken: number) => (wholeParties.has(at.kind) ? party.size : taken);
    const together = same.reduce((sum, it) => sum + persons(it.slot, it.places), persons(slot, places));
    return together <= party.size && live.every((it) => it.slot !== slot);
  }

  private reference(): string {
    const code = this.chance.code();
    if (this.plan.references.has(code)) return this.reference();
    this.plan.references.add(code);
    return code;
  }
}

const partyRow = (edition: DemoEdition, it: DemoParty, interpreter?: Spoken) => ({
  id: it.id,
  edition_id: edition.id,
  kind: it.kind,
  size: it.size,
  state: 'active',
  reference: it.reference,
  link_revision: 1,
  locale: it.locale,
  email: it.keeper?.email ?? it.email,
  account_id: it.keeper?.accountId ?? null,
  municipality: it.municipality,
  needs: it.needs,
  school: it.class?.school ?? null,
  class_name: it.class?.name ?? null,
  grade: it.class?.grade ?? null,
  pupils: it.class?.pupils ?? null,
  staff: it.class?.staff ?? null,
  arrival: it.class?.arrival ?? null,
  created_at: iso(it.created),
  interpreter_language: interpreter?.language ?? null,
  interpreter_variety: interpreter?.variety ?? null,
});

/** Kinds where the whole party is busy with its one place. */
const wholeParties = new Set(kinds.filter(({ counts }) => counts === 'parties').map(({ key }) => key));

const maybe = (instant: number | null) => (instant === null ? null : iso(instant));

const bookingRow = (edition: DemoEdition, it: DemoBooking) => ({
  id: it.id,
  edition_id: edition.id,
  party_id: it.party.id,
  slot_id: it.slot.id,
  places: it.places,
  asked: it.places,
  part_ok: false,
  state: it.state,
  line_no: it.lineNo,
  joined_at: maybe(it.joined),
  offered_at: maybe(it.offered),
  offer_until: maybe(it.offerUntil),
  ended_by: it.endedBy,
  came: it.came,
  made_at: iso(it.made),
  changed_at: iso(it.changed),
});
