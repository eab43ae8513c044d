import { Catch } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppLog } from '../log.ts';
import { languageOf } from '../language.ts';
import { inWords } from './problem-words.ts';
import { problemOf } from './problem.ts';

/** A no of the installation as it is, and nothing that went wrong. */
const expected = new Set(['not_ready_yet', 'pdf_unavailable']);
/** What is being made is asked for again then. */
const waitSeconds = 5;

/** Everything that is thrown leaves as problem+json. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: AppLog) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const problem = inWords(problemOf(thrown), languageOf(request.headers['accept-language']));
    if (problem.status >= 500 && !expected.has(problem.code)) this.log.failure(thrown, request);
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent) return;
    const wait = problem.code === 'not_ready_yet' ? waitSeconds : undefined;
    if (wait) void reply.header('retry-after', wait);
    void reply.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }
}
