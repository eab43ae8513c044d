import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A phone that has been given a place at a door; its token is derived from id and revision. */
@Entity('device')
export class Device {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'edition_id' }) editionId!: string;
  @Column('uuid', { name: 'door_id' }) doorId!: string;
  @Column('smallint') revision!: number;
  @Column('uuid', { name: 'enrolled_by', nullable: true }) enrolledBy!: string | null;
  @Column('timestamptz', { name: 'enrolled_at' }) enrolledAt!: Date;
  @Column('timestamptz', { name: 'last_seen_at', nullable: true }) lastSeenAt!: Date | null;
  @Column('timestamptz', { name: 'revoked_at', nullable: true }) revokedAt!: Date | null;
}
