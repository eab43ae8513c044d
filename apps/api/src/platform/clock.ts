import { Injectable } from '@nestjs/common';
import { Config } from './config.ts';

/** The only source of "now". With CLOCK_AT it starts at that instant and runs on from there. */
@Injectable()
export class Clock {
  private readonly aheadMs: number;

  constructor({ clockAt }: Config) {
    this.aheadMs = clockAt ? clockAt.getTime() - Date.now() : 0;
  }

  now(): Date {
    return new Date(Date.now() + this.aheadMs);
  }
}
