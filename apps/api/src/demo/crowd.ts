import { dateOf, hour, hourIn } from './calendar.ts';
import type { Chance } from './chance.ts';
import type { DemoParty, Visitors } from './parties.ts';
import type { DemoEdition, Plan } from './plan.ts';
import { region } from './reference.ts';
import { compulsory, upperSecondary } from './schools.ts';
import type { DemoSlot } from './slots.ts';

/** How many come to one edition, and what part of them does what. */
export interface CrowdSize {
  /** Pupils and staff of all classes that are booked, at least. */
  readonly inClasses: number;
  /** Families that come to the fair itself; the others book only what is before or after it. */
  readonly familiesOnSite: number;
  readonly familiesElsewhere: number;
  readonly singles: number;
  readonly exhibitorGroups: number;
  /** Part of the classes that book stations together. */
  readonly classesTrying: number;
}

/** Fills an edition's slots with made-up classes, families and others; nobody stands in line yet. */
export class Crowd {
  private readonly chance: Chance;
  private readonly byKind = new Map<string, DemoSlot[]>();
  private readonly tryItByStart = new Map<number, DemoSlot[]>();
  private readonly classNames = new Map<string, number>();
  private emails = 0;

  constructor(
    private readonly plan: Plan,
    private readonly edition: DemoEdition,
    private readonly visitors: Visitors,
    slots: readonly DemoSlot[],
  ) {
    this.chance = edition.chance('crowd');
    for (const slot of slots) this.index(slot);
  }

  fill(size: CrowdSize): void {
    const classes = this.classes(size);
    for (const party of classes) if (this.chance.is(size.classesTrying)) this.tryTogether(party);
    for (const party of classes) if (this.chance.is(0.1)) this.listen(party);
    for (const party of classes)
      if (this.chance.is(0.12)) this.bookOne(party, this.slotsOf('theme-week'), party.size);
    for (const created of this.times(size.familiesOnSite)) this.familyOnSite(created);
    for (const created of this.times(size.familiesElsewhere)) this.familyElsewhere(created);
    for (let n = 0; n < size.singles; n++) this.single();
    for (let n = 0; n < size.exhibitorGroups; n++) this.exhibitors();
  }

  private index(slot: DemoSlot): void {
    const key =
      slot.kind === 'arrival' ? `arrival-${slot.audience.includes('class') ? 'class' : 'family'}` : slot.kind;
    this.byKind.set(key, [...(this.byKind.get(key) ?? []), slot]);
    if (slot.kind === 'try-it' && slot.audience.includes('class'))
      this.tryItByStart.set(slot.starts, [...(this.tryItByStart.get(slot.starts) ?? []), slot]);
  }

  private slotsOf(kind: string): readonly DemoSlot[] {
    return this.byKind.get(kind) ?? [];
  }

  /** Bookings come quickly at the opening and then evenly; finished editions have no addresses left. */
  private created(until: number): number {
    const from = this.edition.bookingOpens;
    return Math.floor(from + (until - from) * this.chance.next() ** 1.6);
  }

  /** In order of time, so that a line is in the order of joining. */
  private times(count: number): number[] {
    return Array.from({ length: count }, () => this.created(this.lastBooking())).sort((a, b) => a - b);
  }

  private lastBooking(): number {
    const opens = this.edition.dates.days[0]?.opens ?? 0;
    return this.edition.yearsBack === 0 ? this.plan.now : opens - 12 * hour;
  }

  private email(of: string): string | null {
    if (this.edition.yearsBack !== 0) return null;
    return `${of}${String(++this.emails).padStart(4, '0')}@example.se`;
  }

  private classes({ inClasses }: CrowdSize): DemoParty[] {
    const classes: DemoParty[] = [];
    for (let persons = 0; persons < inClasses;) {
      const party = this.class();
      if (!party) break;
      persons += party.size;
      classes.push(party);
    }
    return classes;
  }

  private class(): DemoParty | undefined {
    const grade = this.chance.weighted(grades);
    const municipality = this.municipality();
    const small = grade === 'im' || grade === 'adapted' || grade === 'sfi';
    const pupils = small ? this.chance.int(9, 17) : this.chance.int(24, 31);
    const staff = small ? this.chance.int(2, 4) : this.chance.int(2, 3);
    const school = this.school(grade, municipality);
    const slot = this.arrivalForClass(pupils + staff);
    if (!slot) return undefined;
    const party = this.visitors.join({
      kind: 'class',
      size: pupils + staff,
      locale: 'sv',
      email: this.email('larare'),
      municipality,
      needs:
        this.edition.yearsBack === 0 && this.chance.is(0.05)
          ? [this.chance.pick(['wheelchair', 'quiet'])]
          : [],
      created: this.created(this.lastBooking()),
      class: {
        school,
        name: this.className(school, grade),
        grade,
        pupils,
        staff,
        arrival: this.chance.weighted(ways),
      },
    });
    this.visitors.book(party, slot);
    return party;
  }

  private arrivalForClass(size: number): DemoSlot | undefined {
    const room = this.slotsOf('arrival-class').filter((it) => it.taken + size <= it.capacity);
    if (room.length === 0) return undefined;
    return this.chance.weighted(
      room.map((it) => [it, stillAsked(it) * (classHours[hourIn(it.starts)] ?? 1)] as const),
    );
  }

  private school(grade: string, municipality: string): string {
    if (grade === 'sfi')
      return `Vuxenutbildningen i ${region.find(({ code }) => code === municipality)?.name ?? ''}`;
    const own = upperSecondary.filter((it) => it.provider !== null && it.municipality === municipality);
    if (grade === 'im' && own.length > 0) return this.chance.pick(own).name;
    return this.chance.pick(compulsory[municipality] ?? ['Skolan']);
  }

  /** 9A, 9B and so on as they come. */
  private className(school: string, grade: string): string {
    const key = `${school} ${grade}`;
    const nth = this.classNames.get(key) ?? 0;
    this.classNames.set(key, nth + 1);
    const letter = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[nth % 26] ?? 'A';
    const word: Record<string, string> = { im: 'Introduktion ', adapted: 'Anpassad 9', sfi: 'Sfi ' };
    return `${word[grade] ?? grade}${letter}`;
  }

  /** A class splits over stations that start at the same time, after it has come. */
  private tryTogether(party: DemoParty): void {
    const arrival = party.bookings[0]?.slot;
    if (!arrival || !party.class) return;
    const starts = [...this.tryItByStart].filter(
      ([it]) =>
        it >= arrival.ends && it <= arrival.ends + 2.5 * hour && dateOf(it) === dateOf(arrival.starts),
    );
    if (starts.length === 0) return;
    const wished = starts.map(([, slots]) => [slots, sumOf(slots.map(stillAsked))] as const);
    let among = this.chance.weighted(wished);
    for (let left = party.class.pupils, groups = 0; groups < 4 && left >= 4; groups++) {
      among = among.filter((it) => this.most(it) - it.taken >= 4);
      if (among.length === 0) return;
      const slot = this.chance.weighted(among.map((it) => [it, stillAsked(it)] as const));
      const wish = slot.pull > 1 ? 8 : this.chance.int(5, 8);
      const places = Math.min(wish, left, this.most(slot) - slot.taken);
      among = among.filter((it) => it !== slot);
      if (this.visitors.book(party, slot, places)) left -= places;
    }
  }

  /** A talk on the stage the same day. */
  private listen(party: DemoParty): void {
    const arrival = party.bookings[0]?.slot;
    if (!arrival) return;
    const talks = this.slotsOf('stage-talk').filter(
      ({ audience, starts }) =>
        audience.includes('class') && starts >= arrival.ends && starts < arrival.ends + 3 * hour,
    );
    this.bookOne(party, talks, party.size);
  }

  private family(created: number): DemoParty {
    return this.visitors.join({
      kind: 'family',
      size: this.chance.weighted(familySizes),
      locale: this.chance.weighted(locales),
      email: this.email('familj'),
      municipality: this.chance.is(0.94) ? this.municipality() : null,
      needs: this.edition.yearsBack === 0 && this.chance.is(0.14) ? [this.chance.weighted(needs)] : [],
      created,
    });
  }

  private familyOnSite(created: number): void {
    const party = this.family(created);
    const arrival = this.bookOne(party, this.slotsOf('arrival-family'), party.size);
    if (!arrival) return;
    const after = (kind: string) =>
      this.slotsOf(kind).filter((it) => it.starts >= arrival.ends && it.starts < arrival.ends + 2.5 * hour);
    const tries = after('try-it').filter(({ audience }) => audience.includes('family'));
    if (this.chance.is(0.4)) this.bookOne(party, tries, this.chance.is(0.35) ? 1 : 2);
    const meetings = after('guardian-meeting').filter((it) => !it.online && understands(party, it));
    if (this.chance.is(0.2)) this.bookOne(party, meetings, party.size);
    if (this.chance.is(0.12)) this.bookOne(party, after('guidance-talk'), 1);
    const talks = after('stage-talk').filter(({ audience }) => audience.includes('family'));
    if (this.chance.is(0.12)) this.bookOne(party, talks, party.size);
  }

  private familyElsewhere(created: number): void {
    const before = this.chance.is(0.09) || this.edition.yearsBack === 0;
    const party = this.family(created);
    const meetings = this.slotsOf('guardian-meeting').filter((it) => it.online && understands(party, it));
    if (before) this.bookOne(party, meetings, party.size);
    if (this.edition.yearsBack === 0) return;
    const houses = this.slotsOf('open-house');
    if (!before || this.chance.is(0.3)) this.bookOne(party, houses, party.size);
    if (this.chance.is(0.15)) this.bookOne(party, houses, party.size);
  }

  private single(): void {
    const party = this.visitors.join({
      kind: 'single',
      size: 1,
      locale: this.chance.weighted(locales),
      email: this.email('besokare'),
      municipality: this.municipality(),
      needs: [],
      created: this.created(this.lastBooking()),
    });
    this.bookOne(party, this.slotsOf('arrival-family'), 1);
    if (this.chance.is(0.3)) this.bookOne(party, this.slotsOf('guidance-talk'), 1);
  }

  private exhibitors(): void {
    const party = this.visitors.join({
      kind: 'group',
      size: this.chance.int(1, 3),
      locale: 'sv',
      email: this.email('grupp'),
      municipality: null,
      needs: [],
      created: this.created(
        Math.min(this.plan.now, this.slotsOf('exhibitor-meeting')[0]?.starts ?? this.plan.now) - hour,
      ),
    });
    this.bookOne(party, this.slotsOf('exhibitor-meeting'), party.size);
  }

  /** A few tries to find one with room, the more it is still asked for the more often. */
  private bookOne(party: DemoParty, among: readonly DemoSlot[], places: number): DemoSlot | undefined {
    const wanted = among.filter(
      (it) => it.taken + places <= this.most(it) && !party.bookings.some((b) => b.slot === it),
    );
    for (let tries = 0; tries < 4 && wanted.length > 0; tries++) {
      const slot = this.chance.weighted(wanted.map((it) => [it, stillAsked(it)] as const));
      if (this.visitors.book(party, slot, places)) return slot;
    }
    return undefined;
  }

  /** In the coming edition nobody more than asked for it; in a finished one, as many as there was room for. */
  private most({ kind, asked, capacity }: DemoSlot): number {
    return this.edition.yearsBack === 0 && kind !== 'arrival' ? asked : capacity;
  }

  private municipality(): string {
    return this.chance.weighted(region.map(({ code, share }) => [code, share] as const));
  }
}

/** Places that are asked for and not taken; a little also where nobody asks. */
const stillAsked = ({ asked, taken, capacity }: DemoSlot): number =>
  Math.max(0, asked - taken) + 0.02 * (capacity - taken) + 0.001;

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, it) => sum + it, 0);

/** Who reads Arabic goes to the meeting in Arabic, and nobody else does. */
const understands = ({ locale }: DemoParty, { language }: DemoSlot): boolean =>
  (locale === 'ar') === (language === 'ar');

const grades = [
  ['9', 66],
  ['8', 20],
  ['im', 6],
  ['sfi', 4],
  ['adapted', 2],
] as const;
const ways = [
  ['tram', 5],
  ['bus', 4],
  ['walk', 1],
] as const;
const familySizes = [
  [2, 42],
  [3, 36],
  [4, 16],
  [5, 6],
] as const;
const locales = [
  ['sv', 84],
  ['ar', 10],
  ['en', 6],
] as const;
const needs = [
  ['language-guide', 6],
  ['interpreter', 3],
  ['wheelchair', 2],
  ['hearing-loop', 2],
  ['quiet', 2],
  ['sign-language', 1],
] as const;
/** By hour of the day: most come in the morning and after lunch. */
const classHours: Readonly<Record<number, number>> = { 9: 5, 10: 6, 11: 5, 12: 5, 13: 5, 14: 4 };
