import { Injectable } from '@nestjs/common';
import type { changeClass, ClassView, In, registerClass, wishStations } from '@vagval/contract';
import type * as z from 'zod';
import { Visits } from '../bookings/visits.service.ts';
import { EditionsService } from '../editions/editions.service.ts';
import { Clock } from '../platform/clock.ts';
import { Refusal, refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import { newCode, newId } from '../platform/ids.ts';
import { ClassPages } from './class-pages.service.ts';
import type { Desk, Teacher } from './class-pages.service.ts';
import {
  arrangementOf,
  changeableAt,
  groupSizeOf,
  placesOf,
  resizedGroups,
  stayOf,
} from './classes.rules.ts';
import type { GroupPlan } from './classes.rules.ts';
import {
  insertClass,
  readArrival,
  strangeActivities,
  writeClass,
  writeGroups,
  writeWishes,
} from './classes.sql.ts';
import type { ClassDetails, ClassRow } from './classes.sql.ts';
import { groupsOf } from './proposals.rules.ts';
import { deleteProposal, readGroupSlots, readProposal } from './proposals.sql.ts';
import { schoolsOf } from './schools.sql.ts';

type View = Promise<z.output<typeof ClassView>>;
type NewClassInput = In<typeof registerClass>['body'];
type Change = In<typeof changeClass>['body'];

const codeAttempts = 5;
const isStanding: ReadonlySet<string> = new Set(['waiting', 'offered', 'confirmed']);

/** What a teacher does with a class besides answering proposals. */
@Injectable()
export class Classes {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly editions: EditionsService,
    private readonly pages: ClassPages,
    private readonly visits: Visits,
  ) {}

  /** Of a school the teacher has; of any other it is as if it were not there. */
  async register(teacher: Teacher, slug: string, input: NewClassInput): View {
    const edition = await this.editions.bySlug(slug);
    const schools = await schoolsOf(this.db, teacher.account.id);
    if (!schools.some(({ id }) => id === input.school.toLowerCase())) throw refuse('not_found');
    const last = edition.days.at(-1);
    if (edition.state === 'finished' || (last && last.closesAt <= this.clock.now()))
      throw refuse('edition_over');
    const it = {
      id: newId(),
      editionId: edition.id,
      schoolId: input.school,
      accountId: teacher.account.id,
      locale: input.locale ?? null,
      className: input.className,
      grade: input.grade,
      pupils: input.pupils,
      staff: input.staff,
      arrival: input.arrival ?? null,
      phone: input.phone ?? null,
      needs: [...new Set(input.needs)],
      now: this.clock.now(),
    };
    await this.db.transaction(async (tx) => {
      for (let attempt = 1; !(await insertClass(tx, { ...it, reference: newCode() })); attempt++)
        if (attempt === codeAttempts) throw new Error('No reference was free');
    });
    return this.pages.read(teacher, it.id);
  }

  /** When others take the room that the groups would grow into, the class grows without it. */
  async change(teacher: Teacher, id: string, change: Change): View {
    try {
      return await this.changeOnce(teacher, id, { change, mayGrow: true });
    } catch (error) {
      if (!(error instanceof Refusal) || (error.code !== 'slot_full' && error.code !== 'slot_closed'))
        throw error;
      return this.changeOnce(teacher, id, { change, mayGrow: false });
    }
  }

  cancel(teacher: Teacher, id: string): View {
    return this.pages.changing(teacher, id, async ({ tx, row, visit, now }) => {
      if (row.state === 'cancelled') return;
      const proposal = await readProposal(tx, row.id, now);
      await this.visits.cancel(tx, visit, now, proposal?.holdId);
      await deleteProposal(tx, row.id);
    });
  }

  /** The old window is given back as the new one is taken; visits that no longer lie within the stay end. */
  chooseWindow(teacher: Teacher, id: string, slot: string): View {
    const slotId = slot.toLowerCase();
    return this.pages.changing(teacher, id, async (desk) => {
      const { tx, row, visit, now } = desk;
      mayChange(desk);
      if (row.window?.id === slotId) return;
      const size = row.pupils + row.staff;
      const proposal = await readProposal(tx, row.id, now);
      const wanted = [
        ...(row.window ? [{ slotId: row.window.id, places: 0 }] : []),
        { slotId, places: size },
      ];
      const window = await readArrival(tx, row.edition.id, slotId);
      if (!window) throw refuse('slot_unknown', { slot: slotId });
      const groups = groupsOf(row);
      const kept = keptGroups(row, groups, window);
      const moves = arrangementOf(placesOf(groups), placesOf(kept)).filter(
        (it) => it.places !== placesOf(groups).get(it.slotId),
      );
      const holdId = proposal?.holdId ?? null;
      await this.visits.arrange(tx, visit, { wanted: [...wanted, ...moves], now, limited: true, holdId });
      await deleteProposal(tx, row.id);
      if (moves.length > 0) await writeGroups(tx, row.id, kept);
      await this.visits.tell(tx, visit, { now, action: 'class.window' });
    });
  }

  wish(teacher: Teacher, id: string, it: In<typeof wishStations>['body']): View {
    return this.pages.changing(teacher, id, async (desk) => {
      mayChange(desk);
      const ids = it.wishes.map(({ activity }) => activity);
      const [strange] = await strangeActivities(desk.tx, desk.row.edition.id, ids);
      if (strange) throw refuse('activity_unknown', { activity: strange });
      await writeWishes(desk.tx, desk.row.id, it);
    });
  }

  private changeOnce(
    teacher: Teacher,
    id: string,
    it: { change: Change; mayGrow: boolean },
  ): ReturnType<Classes['change']> {
    return this.pages.changing(teacher, id, async (desk) => {
      const { tx, row, now } = desk;
      mayChange(desk, isOnlyNumber(it.change) ? 'pupils' : 'all');
      const after = changed(row, it.change);
      await writeClass(tx, row.id, after);
      if (after.pupils === row.pupils && after.staff === row.staff) return;
      await this.resize(desk, after, it.mayGrow);
      const visit = await this.visits.lock(tx, row.id);
      if (visit && row.window) await this.visits.tell(tx, visit, { now, action: 'class.resized' });
    });
  }

  /** The groups follow the pupils, the window both; what was proposed was for another number and is let go of. */
  private async resize(desk: Desk, after: ClassDetails, mayGrow: boolean): Promise<void> {
    const { tx, row, now } = desk;
    const visit = await this.visits.lock(tx, row.id);
    if (!visit) throw refuse('not_found');
    const groups = groupsOf(row);
    const room = mayGrow ? await this.roomIn(desk, groups) : new Map<string, number>();
    const resized = resizedGroups(groups, after.pupils, { limit: groupSizeOf(row), room });
    const moves = arrangementOf(placesOf(groups), placesOf(resized)).filter(
      (it) => it.places !== placesOf(groups).get(it.slotId),
    );
    const size = after.pupils + after.staff;
    const { window } = row;
    const mayMove = window && (size < window.places || new Date(window.startsAt) > now);
    const touched = new Set([...placesOf(groups).keys(), window?.id]);
    const tooLarge = visit.bookings.filter(
      (it) => isStanding.has(it.state) && it.places > size && !touched.has(it.slotId),
    );
    const shrunk = tooLarge.map(({ slotId }) => ({ slotId, places: size }));
    const wanted = [...moves, ...shrunk, ...(mayMove ? [{ slotId: window.id, places: size }] : [])];
    const holdId = (await readProposal(tx, row.id, now))?.holdId ?? null;
    await this.visits.arrange(tx, visit, { wanted, now, limited: false, holdId });
    await deleteProposal(tx, row.id);
    await writeGroups(tx, row.id, resized);
  }

  /** What is free in the slots of these groups, where something more can still be booked. */
  private async roomIn({ tx, row, now }: Desk, groups: readonly GroupPlan[]): Promise<Map<string, number>> {
    const asked = placesOf(groups);
    const slots = await readGroupSlots(tx, row.edition.id);
    return new Map(
      slots
        .filter((it) => asked.has(it.id) && it.state === 'open' && it.startsAt > now)
        .map((it) => [it.id, it.free]),
    );
  }
}

/** What of the groups still lies within the stay when the class comes at another time. */
function keptGroups(
  row: ClassRow,
  groups: readonly GroupPlan[],
  window: { startsAt: string; endsAt: string },
): GroupPlan[] {
  const stay = stayOf(window, row.edition.days);
  const slots = new Map(row.groups.flatMap(({ visits }) => visits.map((it) => [it.id, it] as const)));
  const within = (id: string): boolean => {
    const slot = slots.get(id);
    if (!slot) return false;
    return new Date(slot.startsAt).getTime() >= stay.from && new Date(slot.endsAt).getTime() <= stay.to;
  };
  const kept = groups.map((it) => ({ ...it, visits: it.visits.filter(within) }));
  return kept.some(({ visits }) => visits.length > 0) ? kept : [];
}

const isOnlyNumber = (change: Change): boolean =>
  Object.entries(change).every(
    ([name, value]) => value === undefined || name === 'pupils' || name === 'staff' || name === 'locale',
  );

function mayChange({ row, now }: Desk, what: 'all' | 'pupils' = 'all'): void {
  if (row.state === 'cancelled') throw refuse('party_cancelled');
  const open = changeableAt(row, now);
  if (open === 'none' || (open === 'pupils' && what === 'all')) throw refuse('too_late');
}

const changed = (row: ClassRow, change: Change): ClassDetails => ({
  className: change.className ?? row.className,
  pupils: change.pupils ?? row.pupils,
  staff: change.staff ?? row.staff,
  arrival: change.arrival === undefined ? row.arrival : change.arrival,
  needs: change.needs ? [...new Set(change.needs)] : row.needs,
  phone: change.phone === undefined ? row.phone : change.phone,
  locale: change.locale ?? row.locale,
});
