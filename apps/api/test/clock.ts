import { Clock } from '../src/platform/clock.ts';
import { readConfig } from '../src/platform/config.ts';
import { testEnvironment } from './database.ts';

/** A clock that stands still until it is moved. */
export class TestClock extends Clock {
  private at: number;

  constructor(at: string | Date = new Date()) {
    super(readConfig(testEnvironment('postgres://127.0.0.1/none')));
    this.at = new Date(at).getTime();
  }

  override now(): Date {
    return new Date(this.at);
  }

  set(at: string | Date): void {
    this.at = new Date(at).getTime();
  }

  advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }): void {
    this.at += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
  }
}
