import { Injectable } from '@nestjs/common';

/** Which try this is; on the last one the handler must leave the row in a final state. */
export interface Attempt {
  readonly number: number;
  readonly isLast: boolean;
}

/** How announced work of one topic is done. */
export interface JobHandler {
  /** Imperative, for instance mail.send. */
  readonly topic: string;
  /** At most so many at a time in one worker. */
  readonly concurrency: number;
  /** Tries in all; throwing asks for the next, after backoffMs, twice that, and so on. */
  readonly attempts: number;
  readonly backoffMs: number;
  /** Fetch by id, call the service. May come twice for one announcement. */
  run(ref: string, attempt: Attempt): Promise<void>;
}

/** Who does what: features register in onModuleInit. */
@Injectable()
export class JobHandlers {
  private readonly byTopic = new Map<string, JobHandler>();

  /** Throws, and so stops the start, when a topic has a handler already. */
  register(handler: JobHandler): void {
    if (this.byTopic.has(handler.topic)) throw new Error(`Two handlers for the topic ${handler.topic}`);
    this.byTopic.set(handler.topic, handler);
  }

  get all(): readonly JobHandler[] {
    return [...this.byTopic.values()];
  }

  get topics(): readonly string[] {
    return [...this.byTopic.keys()];
  }
}
