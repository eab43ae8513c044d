import { Injectable } from '@nestjs/common';
import type { LoggerService, OnApplicationShutdown } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { pino } from 'pino';
import type { DestinationStream, Level, Logger } from 'pino';
import { Config } from './config.ts';

/** Parts of Nest that tell at every start how they put the application together. */
const wordy: ReadonlySet<unknown> = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
]);

/** Nest passes its own name for the part that speaks as the last argument. */
type Rest = readonly unknown[];

/** The process's log: ids and route patterns, never addresses, names, tokens or raw URLs. */
@Injectable()
export class AppLog implements LoggerService, OnApplicationShutdown {
  private readonly to: Logger;
  private readonly buffer = buffered();

  constructor({ logLevel }: Config, destination?: DestinationStream) {
    const options = { level: logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime };
    this.to = pino(options, destination ?? this.buffer);
  }

  log(message: unknown, ...rest: Rest): void {
    this.write(wordy.has(rest.at(-1)) ? 'debug' : 'info', message, rest);
  }

  warn(message: unknown, ...rest: Rest): void {
    this.write('warn', message, rest);
  }

  error(message: unknown, ...rest: Rest): void {
    this.write('error', message, rest);
  }

  fatal(message: unknown, ...rest: Rest): void {
    this.write('fatal', message, rest);
  }

  debug(message: unknown, ...rest: Rest): void {
    this.write('debug', message, rest);
  }

  onApplicationShutdown(): void {
    this.buffer.flushSync();
  }

  /** One line per request, written when its answer has left. */
  answered(request: FastifyRequest, reply: FastifyReply): void {
    if (!this.to.isLevelEnabled('info')) return;
    this.to.info({
      ...requestIn(request),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    });
  }

  /** A mistake of ours while answering a request. */
  failure(thrown: unknown, request: FastifyRequest): void {
    this.to.error({ ...requestIn(request), error: redacted(thrown) });
  }

  private write(level: Level, message: unknown, rest: Rest): void {
    const part = typeof rest.at(-1) === 'string' ? { part: rest.at(-1) } : {};
    this.to[level](part, redacted(message));
  }
}

/** Written in pieces, not line by line; what is buffered is written out when the process ends. */
const buffered = () => pino.destination({ fd: 1, sync: false, minLength: 4096, periodicFlush: 250 });

const requestIn = ({ id, method, routeOptions }: FastifyRequest) => ({
  id,
  method,
  route: routeOptions.url ?? 'none',
});

/** Messages of libraries may quote what they stumbled over; what looks like an address or a secret is taken out. */
function redacted(it: unknown): string {
  const text =
    it instanceof Error ? (it.stack ?? it.message) : typeof it === 'string' ? it : JSON.stringify(it);
  return text
    .replace(/[^\s"'(<=:]+@[^\s"')>:]+\.[a-zA-Z]{2,}/g, '[address]')
    .replace(/(?<![\w/-])[\w-]{40,}(?![\w/-])/g, '[secret]')
    .replace(/\b(postgres|redis|smtp)(s|ql)?:\/\/\S+/g, '$1://[hidden]');
}
