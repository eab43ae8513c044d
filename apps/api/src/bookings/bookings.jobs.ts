import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { Repeated } from '../platform/jobs/repeated.ts';
import { Line } from './line.service.ts';

const everyMs = 30_000;

/** Offers end at their time whether anybody looks or not. */
@Injectable()
export class BookingsJobs implements OnModuleInit {
  constructor(
    private readonly repeated: Repeated,
    private readonly line: Line,
  ) {}

  onModuleInit(): void {
    this.repeated.every(everyMs, 'bookings.expire-offers', () => this.line.expireOffers());
  }
}
