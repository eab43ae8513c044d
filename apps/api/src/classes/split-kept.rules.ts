import type { BoardClass, BoardGroup, BoardSlot, SplitBoard } from './split-board.rules.ts';
import { tierOf } from './split-board.rules.ts';
import type { SplitGroup } from './split.types.ts';

/** As even as can be: 25 in groups of at most 8 are 7, 6, 6, 6. */
export function evenSizes(pupils: number, limit: number): number[] {
  const count = Math.ceil(pupils / limit);
  return Array.from({ length: count }, (_, at) => Math.floor(pupils / count) + Number(at < pupils % count));
}

/** Makes the groups of every class: those it had, where they were, and new ones for whom they do not hold. */
export function seatGroups(board: SplitBoard): void {
  const known = new Map(board.slots.map((slot) => [slot.source.id, slot]));
  for (const seat of board.classes) returnGroups(seat);
  for (const seat of board.classes)
    for (const group of seat.groups) returnVisits(board, group, visitsKept(seat, group.no, known));
  for (const seat of board.classes) growTo(board, seat, seat.source.pupils);
  board.countSizes();
}

/** The kept groups, shrunk to what the class and its limit hold; nobody is left alone in a group. */
function returnGroups(seat: BoardClass): void {
  const { pupils, kept } = seat.source;
  const byWorth = kept.toSorted((a, b) => b.visits.length - a.visits.length || a.no - b.no);
  const staying = byWorth.slice(0, pupils === 1 ? 1 : Math.floor(pupils / 2));
  const groups = staying.toSorted((a, b) => a.no - b.no).map((group) => groupOf(seat, group));
  seat.groups.push(...groups);
  for (let over = pupilsIn(seat) - pupils; over > 0; over -= 1) largest(groups).size -= 1;
}

const groupOf = (owner: BoardClass, { no, size }: SplitGroup): BoardGroup => ({
  owner,
  no,
  size: Math.min(size, owner.limit),
  visits: [],
});

const pupilsIn = ({ groups }: BoardClass): number => groups.reduce((sum, { size }) => sum + size, 0);

const largest = (groups: readonly BoardGroup[]): BoardGroup =>
  groups.reduce((most, group) => (group.size > most.size ? group : most));

function visitsKept({ source }: BoardClass, no: number, known: ReadonlyMap<string, BoardSlot>): BoardSlot[] {
  const visits = source.kept.find((group) => group.no === no)?.visits ?? [];
  return visits.flatMap((id) => known.get(id) ?? []);
}

/** Back where the group was, first wishes first; a visit that no longer holds is left out. */
function returnVisits(board: SplitBoard, group: BoardGroup, slots: readonly BoardSlot[]): void {
  const { owner } = group;
  const byWish = slots.toSorted((a, b) => tierOf(owner, b) - tierOf(owner, a) || a.index - b.index);
  for (const slot of byWish)
    if (group.visits.length < owner.visits && holds(board, group, slot))
      board.put(group, slot, { tier: tierOf(owner, slot), fixed: true });
}

/** Whether the group may be added to the slot as everything stands. */
export function holds(board: SplitBoard, group: BoardGroup, slot: BoardSlot): boolean {
  const { owner, size, visits } = group;
  const { startsAt, endsAt } = slot.source;
  if (slot.room < size || (owner.share[slot.activity] ?? 0) < size) return false;
  if (startsAt < owner.source.from || endsAt > owner.source.to) return false;
  if (slot.visits.some((visit) => visit.group.owner === owner)) return false;
  return visits.every((visit) => visit.slot.activity !== slot.activity && !board.clash(visit.slot, slot));
}

/** First where groups are, the smallest first, then in new groups. */
function growTo(board: SplitBoard, seat: BoardClass, pupils: number): void {
  let missing = pupils - pupilsIn(seat);
  for (; missing > 0; missing -= 1) {
    const growing = seat.groups.filter(canGrow);
    if (!growing.length) break;
    const smallest = growing.reduce((least, group) => (group.size < least.size ? group : least));
    board.resize(smallest, smallest.size + 1);
  }
  if (missing === 1 && seat.groups.length && largest(seat.groups).size > 2) {
    const giving = largest(seat.groups);
    board.resize(giving, giving.size - 1);
    missing += 1;
  }
  for (const size of evenSizes(missing, seat.limit))
    seat.groups.push({ owner: seat, no: freeNumber(seat), size, visits: [] });
}

const canGrow = ({ owner, size, visits }: BoardGroup): boolean =>
  size < owner.limit && visits.every(({ slot }) => slot.room > 0 && (owner.share[slot.activity] ?? 0) > 0);

function freeNumber({ groups }: BoardClass): number {
  const taken = new Set(groups.map(({ no }) => no));
  let no = 1;
  while (taken.has(no)) no += 1;
  return no;
}
