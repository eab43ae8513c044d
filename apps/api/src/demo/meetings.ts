import { dateOf, hour, iso, minute, plusDays } from './calendar.ts';
import { askedTexts, materials, spoken } from './meetings.texts.ts';
import type { DemoBooking, DemoParty, Visitors } from './parties.ts';
import type { DemoEdition, Plan } from './plan.ts';
import type { DemoSlot } from './slots.ts';

const asking = new Set(['guardian-meeting', 'stage-talk']);
const isLive = ({ state }: DemoBooking): boolean => state === 'confirmed' || state === 'offered';

/** What is around the meetings: questions sent in, needs ordered, and material of those that are over. */
export function addMeetings(
  plan: Plan,
  edition: DemoEdition,
  visitors: Visitors,
  slots: readonly DemoSlot[],
): void {
  const bookings = visitors.parties.flatMap((party) => party.bookings.filter(isLive));
  addQuestions(plan, edition, bookings);
  if (edition.yearsBack === 0) addOrders(plan, interpretersOf(edition, visitors.parties), bookings);
  else addMaterial(plan, edition, slots);
}

export interface Spoken {
  readonly language: string;
  readonly variety: string | null;
}

/** The language of the interpreter for each party that asks for one; by the party's id. */
export function interpretersOf(edition: DemoEdition, parties: readonly DemoParty[]): Map<string, Spoken> {
  const chance = edition.chance('interpreters');
  const wanting = parties.filter(({ needs }) => needs.includes('interpreter'));
  return new Map(wanting.map(({ id }) => [id, chance.weighted<Spoken>(spoken)]));
}

/** One of a booking now and then, each text of a language in its turn. */
function addQuestions(plan: Plan, edition: DemoEdition, bookings: readonly DemoBooking[]): void {
  const chance = edition.chance('questions');
  const meant = bookings.filter(({ slot }) => asking.has(slot.kind));
  const next = new Map<string, number>();
  for (const booking of meant.filter(() => chance.is(0.03))) {
    const { locale } = booking.party;
    const turn = next.get(locale) ?? 0;
    next.set(locale, turn + 1);
    const texts = askedTexts[locale] ?? [];
    const text = texts[turn % texts.length];
    if (text) plan.sheet.add('slot_question', questionRow(plan, edition, { booking, text, turn }));
  }
}

const coming = ['new', 'approved', 'new', 'approved', 'hidden'] as const;
const over = ['answered', 'answered', 'approved', 'answered', 'hidden'] as const;

function questionRow(
  plan: Plan,
  edition: DemoEdition,
  { booking, text, turn }: { booking: DemoBooking; text: string; turn: number },
) {
  const made = Math.min(booking.made + 2 * hour, booking.slot.starts - hour, plan.now - hour);
  const state = (edition.yearsBack === 0 ? coming : over)[turn % 5] ?? 'new';
  return {
    id: edition.chance(`question/${booking.id}`).id(made),
    slot_id: booking.slot.id,
    booking_id: booking.id,
    party_id: booking.party.id,
    nth: 1,
    locale: booking.party.locale,
    text,
    state,
    made_at: iso(made),
    decided_at: state === 'new' ? null : iso(made + 30 * minute),
  };
}

/** Days ahead of which everything has been ordered: a worker that starts has nothing to tell of a mark just reached. */
const orderedDays = [...Array(15).keys(), 26, 27, 28];

function addOrders(
  plan: Plan,
  interpreters: ReadonlyMap<string, Spoken>,
  bookings: readonly DemoBooking[],
): void {
  const ordered = new Set(orderedDays.map((days) => plusDays(plan.today, days)));
  const wanted = bookings
    .filter(({ slot }) => slot.starts > plan.now && ordered.has(dateOf(slot.starts)))
    .flatMap(({ slot, party }) =>
      party.needs.map((need) => ({ slot, need, language: languageOf(need, interpreters.get(party.id)) })),
    );
  const groups = Map.groupBy(wanted, ({ slot, need, language }) => `${slot.id} ${need} ${language}`);
  for (const group of groups.values())
    for (const { slot, need, language } of group.slice(0, 1))
      plan.sheet.add('need_order', {
        slot_id: slot.id,
        need,
        language,
        note: null,
        parties: group.length,
        ordered_at: iso(plan.now - 20 * hour),
      });
}

const languageOf = (need: string, spoken: Spoken | undefined): string =>
  need === 'interpreter' ? (spoken?.language ?? '') : '';

/** Of the meetings in a language; one has its pictures still to be added. */
function addMaterial(plan: Plan, edition: DemoEdition, slots: readonly DemoSlot[]): void {
  const chance = edition.chance('material');
  const meetings = slots.filter(({ kind }) => kind === 'guardian-meeting');
  for (const slot of meetings.slice(0, -1))
    for (const { title, url } of materials) {
      const added = slot.ends + 20 * hour;
      plan.sheet.add('slot_material', {
        id: chance.id(added),
        slot_id: slot.id,
        title,
        url,
        added_at: iso(added),
      });
    }
}
