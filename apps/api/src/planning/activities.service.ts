import { Injectable } from '@nestjs/common';
import type { changeActivity, copyActivity, In, makeActivity } from '@vagval/contract';
import { Places } from '../bookings/places.service.ts';
import type { Edition } from '../editions/editions.service.ts';
import { refuse } from '../platform/contract/refusal.ts';
import { constraintOf, Database } from '../platform/database.ts';
import type { Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import {
  activityWith,
  copySettings,
  insertActivity,
  knownProgrammes,
  lockStanding,
  updateActivity,
  updateWithdrawn,
} from './activities.sql.ts';
import type { ActivityRow, ActivityText } from './activities.sql.ts';
import { Desk } from './desk.service.ts';
import type { Outcome, Planner } from './desk.service.ts';
import { invalid } from './invalid.rules.ts';
import { remarksOn } from './planning.rules.ts';
import type { EffectView } from './planning.rules.ts';
import { slotsOfActivity } from './plans.sql.ts';
import type { PlannedSlotRow } from './plans.sql.ts';
import { shifted } from './series.rules.ts';
import { Slots } from './slots.service.ts';
import type { Wished } from './slots.service.ts';
import { standingSlots } from './slots.sql.ts';

type Fields = In<typeof makeActivity>['body'];
type Copy = In<typeof copyActivity>['body'];

/** What can be booked, before it has times. */
@Injectable()
export class Activities {
  constructor(
    private readonly db: Database,
    private readonly desk: Desk,
    private readonly slots: Slots,
    private readonly places: Places,
  ) {}

  async make({ me, preview }: Planner, slug: string, fields: Fields): Promise<EffectView> {
    const edition = await this.desk.edition(me, slug);
    await this.mustKnow(fields);
    return this.desk.carryOut(preview, async (tx) => {
      const id = newId();
      await insertActivity(tx, { ...textOf(fields), id, editionId: edition.id, kind: fields.kind }).catch(
        unknownKind,
      );
      await this.desk.record(tx, { action: 'activity.made', edition, id, me });
      return { id, remarks: remarksOn({ ...fields, times: [] }, edition, this.desk.now()) };
    });
  }

  async change(
    { me, preview }: Planner,
    id: string,
    fields: In<typeof changeActivity>['body'],
  ): Promise<EffectView> {
    const edition = await this.desk.editionOf(me, 'activity', id);
    await this.mustKnow(fields);
    return this.desk.carryOut(preview, async (tx) => {
      if (!(await updateActivity(tx, id, textOf(fields))))
        throw refuse('wrong_state', { state: 'withdrawn' });
      await this.desk.record(tx, { action: 'activity.changed', edition, id, me });
      const now = this.desk.now();
      const standing = (await slotsOfActivity(tx, id)).filter((it) => stands(it, now));
      const kind = (await activityWith(tx, id))?.kind ?? '';
      return {
        id,
        booked: await this.desk.booked(tx, idsOf(standing)),
        remarks: remarksOn({ ...fields, kind, times: standing }, edition, now),
      };
    });
  }

  /** Another activity with the same times on the wall, moved; what has been withdrawn is left out. */
  async copy({ me, preview }: Planner, id: string, wish: Copy): Promise<EffectView> {
    const edition = await this.desk.editionOf(me, 'activity', id);
    const activity = await this.standing(id);
    return this.slots.trying(() =>
      this.desk.carryOut(preview, async (tx) => {
        if (!(await lockStanding(tx, id))) throw refuse('wrong_state', { state: 'withdrawn' });
        const copied = { ...activity, id: newId(), titles: wish.titles ?? activity.titles };
        await insertActivity(tx, copied);
        await copySettings(tx, id, copied.id);
        await this.desk.record(tx, {
          action: 'activity.copied',
          edition,
          id: copied.id,
          me,
          detail: { of: id },
        });
        const wished = await this.moved(tx, { edition, id, wish });
        return this.slots.placeAll(tx, { edition, activity: copied, ...wished });
      }),
    );
  }

  async withdraw({ me, preview }: Planner, id: string): Promise<EffectView> {
    const edition = await this.desk.editionOf(me, 'activity', id);
    return this.desk.carryOut(preview, async (tx): Promise<Outcome> => {
      const now = this.desk.now();
      if (!(await updateWithdrawn(tx, id, now))) throw refuse('wrong_state', { state: 'withdrawn' });
      const slotIds = await standingSlots(tx, id, now);
      const booked = await this.desk.booked(tx, slotIds);
      const rows = (await slotsOfActivity(tx, id)).filter((it) => slotIds.includes(it.id));
      for (const slotId of slotIds) await this.places.withdraw(tx, slotId, now);
      await this.desk.record(tx, { action: 'activity.withdrawn', edition, id, me });
      return { id, withdrawn: slotIds.length, booked, slots: rows.map(timeOf) };
    });
  }

  private async moved(
    tx: Tx,
    { edition, id, wish }: { edition: Edition; id: string; wish: Copy },
  ): Promise<{ wished: Wished[]; skipped: number }> {
    const by = { days: wish.days ?? 0, minutes: wish.minutes ?? 0 };
    const sources = (await slotsOfActivity(tx, id)).filter(({ state }) => state !== 'withdrawn');
    const moved = sources.flatMap((it): Wished[] => {
      const startsAt = shifted(it.startsAt, by, edition.timeZone);
      if (!startsAt) return [];
      const endsAt = new Date(startsAt.getTime() + it.endsAt.getTime() - it.startsAt.getTime());
      return [
        {
          ...it,
          startsAt,
          endsAt,
          language: wish.language ?? it.language,
          placeId: wish.place ?? it.placeId,
        },
      ];
    });
    return { wished: moved, skipped: sources.length - moved.length };
  }

  private async standing(id: string): Promise<ActivityRow> {
    const activity = await activityWith(this.db, id);
    if (!activity) throw refuse('not_found');
    if (activity.withdrawn) throw refuse('wrong_state', { state: 'withdrawn' });
    return activity;
  }

  private async mustKnow({ programmes = [] }: { programmes?: string[] | undefined }): Promise<void> {
    const codes = [...new Set(programmes)];
    if (codes.length > 0 && (await knownProgrammes(this.db, codes)) < codes.length)
      throw invalid('/body/programmes', 'unknown');
  }
}

const unknownKind = (error: unknown): never => {
  throw constraintOf(error) === 'activity_kind_fkey' ? invalid('/body/kind', 'unknown') : error;
};

const textOf = (it: Omit<Fields, 'kind'>): ActivityText => ({
  phase: it.phase,
  titles: it.titles,
  descriptions: it.descriptions ?? null,
  programmes: [...new Set(it.programmes ?? [])],
  branch: it.branch ?? null,
  audience: [...new Set(it.audience)],
});

const stands = ({ state, startsAt }: PlannedSlotRow, now: Date): boolean =>
  state !== 'withdrawn' && startsAt > now;

const idsOf = (of: readonly { id: string }[]): string[] => of.map(({ id }) => id);

const timeOf = (it: PlannedSlotRow) => ({
  ...it,
  startsAt: it.startsAt.toISOString(),
  endsAt: it.endsAt.toISOString(),
});
