import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { Repeated } from '../platform/jobs/repeated.ts';
import { Accounts } from './accounts.service.ts';

const hourMs = 3_600_000;

@Injectable()
export class AccountJobs implements OnModuleInit {
  constructor(
    private readonly repeated: Repeated,
    private readonly accounts: Accounts,
  ) {}

  onModuleInit(): void {
    this.repeated.every(hourMs, 'accounts.forget-ended', () => this.accounts.forgetEnded());
  }
}
