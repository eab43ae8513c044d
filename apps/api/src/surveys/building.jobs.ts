import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { Repeated } from '../platform/jobs/repeated.ts';
import { Building } from './building.service.ts';

const minute = 60_000;

/** Surveys close at their time; whoever reads meanwhile judges by the clock. */
@Injectable()
export class BuildingJobs implements OnModuleInit {
  constructor(
    private readonly repeated: Repeated,
    private readonly building: Building,
  ) {}

  onModuleInit(): void {
    this.repeated.every(minute, 'surveys.close', () => this.building.sweep());
  }
}
