import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('edition')
export class EditionEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'fair_id' }) fairId!: string;
  @Column('text') slug!: string;
  @Column('text') name!: string;
  @Column('text') venue!: string;
  @Column('text', { name: 'time_zone', default: 'Europe/Stockholm' }) timeZone!: string;
  @Column('text') state!: 'planned' | 'current' | 'finished';
  @Column('int', { default: 7 }) threshold!: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  /** From when figures are read from kept sums, and what the rows looked like that these were made of. */
  @Column('timestamptz', { name: 'figures_kept_at', nullable: true }) figuresKeptAt!: Date | null;
  @Column('text', { name: 'figures_mark', nullable: true }) figuresMark!: string | null;
  @Column('timestamptz', { name: 'purged_at', nullable: true }) purgedAt!: Date | null;
}

@Entity('edition_day')
export class EditionDayEntity {
  @PrimaryColumn('uuid', { name: 'edition_id' }) editionId!: string;
  @PrimaryColumn('date') date!: string;
  @Column('smallint') position!: number;
  @Column('timestamptz', { name: 'opens_at' }) opensAt!: Date;
  @Column('timestamptz', { name: 'closes_at' }) closesAt!: Date;
}

@Entity('opening')
export class OpeningEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'edition_id' }) editionId!: string;
  @Column('text') of!: string;
  @Column('text', { nullable: true }) audience!: 'family' | 'single' | 'group' | 'class' | null;
  @Column('timestamptz', { name: 'opens_at' }) opensAt!: Date;
  @Column('timestamptz', { name: 'closes_at' }) closesAt!: Date;
}

@Entity('place')
export class PlaceEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'edition_id' }) editionId!: string;
  @Column('uuid', { name: 'parent_id', nullable: true }) parentId!: string | null;
  @Column('text') kind!: 'hall' | 'entrance' | 'stage' | 'room' | 'station' | 'online' | 'school';
  @Column('text') name!: string;
  /** Facts about access, as words of a closed list that pages translate. */
  @Column('text', { array: true, default: '{}' }) access!: string[];
  @Column('int', { name: 'width_dm', nullable: true }) widthDm!: number | null;
  @Column('int', { name: 'depth_dm', nullable: true }) depthDm!: number | null;
  @Column('int', { name: 'person_limit', nullable: true }) personLimit!: number | null;
}
