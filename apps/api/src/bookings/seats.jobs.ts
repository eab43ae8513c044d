import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { Repeated } from '../platform/jobs/repeated.ts';
import { Seats } from './seats.service.ts';

const everyMs = 20_000;

/** Places nobody has come to are released at their time, where the station does so by itself. */
@Injectable()
export class SeatsJobs implements OnModuleInit {
  constructor(
    private readonly repeated: Repeated,
    private readonly seats: Seats,
  ) {}

  onModuleInit(): void {
    this.repeated.every(everyMs, 'bookings.release-no-shows', () => this.seats.releaseDue());
  }
}
