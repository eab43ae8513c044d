import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A party's page, its letters and its changes read all its bookings, those that ended too: without this, everybody's. */
export class IndexBookingsByParty1764000000039 implements MigrationInterface {
  readonly name = 'IndexBookingsByParty1764000000039';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX booking_party ON booking (party_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX booking_party');
  }
}
