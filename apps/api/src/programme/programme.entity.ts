import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('activity')
export class ActivityEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'edition_id' }) editionId!: string;
  @Column('text') kind!: string;
  @Column('text') phase!: 'before' | 'during' | 'after';
  @Column('jsonb') title!: Record<string, string>;
  @Column('jsonb', { nullable: true }) description!: Record<string, string> | null;
  @Column('text', { array: true, default: '{}' }) programmes!: string[];
  @Column('text', { nullable: true }) branch!: string | null;
  @Column('text', { array: true }) audience!: string[];
  @Column('timestamptz', { name: 'withdrawn_at', nullable: true }) withdrawnAt!: Date | null;
  /** Of a slot's places, the share in per cent that one school may have. */
  @Column('smallint', { name: 'school_share', nullable: true }) schoolShare!: number | null;
  @Column('smallint', { name: 'no_show_minutes', nullable: true }) noShowMinutes!: number | null;
  @Column('boolean', { name: 'releases_itself', default: false }) releasesItself!: boolean;
}

@Entity('slot')
export class SlotEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'edition_id' }) editionId!: string;
  @Column('uuid', { name: 'activity_id' }) activityId!: string;
  @Column('uuid', { name: 'place_id', nullable: true }) placeId!: string | null;
  @Column('timestamptz', { name: 'setup_from' }) setupFrom!: Date;
  @Column('timestamptz', { name: 'starts_at' }) startsAt!: Date;
  @Column('timestamptz', { name: 'ends_at' }) endsAt!: Date;
  @Column('text', { nullable: true }) language!: string | null;
  @Column('int') capacity!: number;
  @Column('int', { name: 'drop_in', default: 0 }) dropIn!: number;
  @Column('int', { name: 'dropped_in', default: 0 }) droppedIn!: number;
  @Column('int', { default: 0 }) taken!: number;
  @Column('int', { default: 0 }) held!: number;
  @Column('text', { default: 'open' }) state!: 'open' | 'paused' | 'withdrawn';
  @Column('boolean') exclusive!: boolean;
  /** Where it is held on the net; for those who have a place. */
  @Column('text', { name: 'join_url', nullable: true }) joinUrl!: string | null;
}
