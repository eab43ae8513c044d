import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { Repeated } from '../platform/jobs/repeated.ts';
import { Ballots } from './ballots.service.ts';

const quarterMs = 900_000;

/** Keeps ballots no longer and in no better order than they are needed. */
@Injectable()
export class BallotsJobs implements OnModuleInit {
  constructor(
    private readonly repeated: Repeated,
    private readonly ballots: Ballots,
  ) {}

  onModuleInit(): void {
    this.repeated.every(quarterMs, 'surveys.sweep-ballots', () => this.ballots.sweep());
  }
}
