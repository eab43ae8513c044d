import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { Repeated } from '../platform/jobs/repeated.ts';
import { Material } from './material.service.ts';
import { Needs } from './needs.service.ts';
import { Reminders } from './reminders.service.ts';

const minute = 60_000;

/** What the calendar brings about, whether anybody looks or not. */
@Injectable()
export class MeetingsJobs implements OnModuleInit {
  constructor(
    private readonly repeated: Repeated,
    private readonly reminders: Reminders,
    private readonly needs: Needs,
    private readonly material: Material,
  ) {}

  onModuleInit(): void {
    this.repeated.every(2 * minute, 'meetings.remind', () => this.reminders.remind());
    this.repeated.every(30 * minute, 'meetings.tell-of-needs', () => this.needs.tellOfMarks());
    this.repeated.every(5 * minute, 'meetings.mail-material', () => this.material.mail());
  }
}
