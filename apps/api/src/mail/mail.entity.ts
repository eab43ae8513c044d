import { Column, Entity, PrimaryColumn } from 'typeorm';

export type MessageState = 'queued' | 'sending' | 'sent' | 'failed' | 'suppressed';

/** One mail to one address. Names whom it is about; the address and the words are read when it is sent. */
@Entity('message')
export class Message {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'edition_id', nullable: true }) editionId!: string | null;
  /** Why it is sent, in the words of the feature; a second promise of the same purpose is no second mail. */
  @Column('text', { name: 'purpose_key' }) purposeKey!: string;
  @Column('text') kind!: string;
  @Column('uuid', { name: 'party_id', nullable: true }) partyId!: string | null;
  @Column('uuid', { name: 'booking_id', nullable: true }) bookingId!: string | null;
  @Column('uuid', { name: 'application_id', nullable: true }) applicationId!: string | null;
  @Column('uuid', { name: 'sign_in_link_id', nullable: true }) signInLinkId!: string | null;
  @Column('uuid', { name: 'organiser_id', nullable: true }) organiserId!: string | null;
  @Column('uuid', { name: 'survey_invitation_id', nullable: true }) surveyInvitationId!: string | null;
  @Column('text') locale!: string;
  @Column('text') state!: MessageState;
  @Column('smallint') attempts!: number;
  @Column('text', { nullable: true }) error!: string | null;
  @Column('timestamptz', { name: 'queued_at' }) queuedAt!: Date;
  @Column('timestamptz', { name: 'tried_at', nullable: true }) triedAt!: Date | null;
  @Column('timestamptz', { name: 'sent_at', nullable: true }) sentAt!: Date | null;
}

/** What the composing of a letter may know: the row as it is when the letter is written. */
export type MessageRow = Readonly<
  Pick<
    Message,
    | 'id'
    | 'editionId'
    | 'purposeKey'
    | 'kind'
    | 'partyId'
    | 'bookingId'
    | 'applicationId'
    | 'signInLinkId'
    | 'surveyInvitationId'
    | 'attempts'
  > & { locale: 'sv' | 'en' | 'ar' }
>;
