import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { Repeated } from '../platform/jobs/repeated.ts';
import { Holds } from './holds.service.ts';
import { Line } from './line.service.ts';

const everyMs = 30_000;
/** Five minutes are promised on a screen with a countdown: those in line see the places soon after. */
const holdsEveryMs = 10_000;

/** Offers and holds end at their time whether anybody looks or not. */
@Injectable()
export class BookingsJobs implements OnModuleInit {
  constructor(
    private readonly repeated: Repeated,
    private readonly line: Line,
    private readonly holds: Holds,
  ) {}

  onModuleInit(): void {
    this.repeated.every(everyMs, 'bookings.expire-offers', () => this.line.expireOffers());
    this.repeated.every(holdsEveryMs, 'bookings.end-holds', () => this.holds.endExpired());
  }
}
