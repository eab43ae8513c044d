import { Module } from '@nestjs/common';
import { DailyVisitors } from './daily-visitors.ts';
import { TrafficController } from './traffic.controller.ts';
import { TrafficJobs } from './traffic.jobs.ts';
import { TrafficService } from './traffic.service.ts';

@Module({ controllers: [TrafficController], providers: [TrafficService, DailyVisitors, TrafficJobs] })
export class TrafficModule {}
