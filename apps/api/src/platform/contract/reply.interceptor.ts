import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { codesOf } from '@vagval/contract';
import type { Endpoint } from '@vagval/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { catchError, map } from 'rxjs';
import type { Observable } from 'rxjs';
import type * as z from 'zod';
import { eventStream } from './event-stream.ts';
import { endpointOf } from './handle.ts';
import { Refusal } from './refusal.ts';
import { streamed, StreamedFile } from './streamed-file.ts';

/** Replies leave through their schema, so that a field nobody declared cannot leave at all. */
@Injectable()
export class ReplyInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const endpoint = endpointOf(context.getHandler());
    if (!endpoint) return next.handle();
    return next.handle().pipe(
      map((answer) => outgoing(endpoint, answer, context)),
      catchError((thrown: unknown) => {
        throw declared(endpoint, thrown);
      }),
    );
  }
}

function outgoing(endpoint: Endpoint, answer: unknown, context: ExecutionContext): unknown {
  if (answer instanceof Refusal) throw answer;
  if (answer instanceof StreamedFile) {
    const http = context.switchToHttp();
    return streamed(answer, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
  if (endpoint.events) return eventStream(answer as AsyncIterable<unknown>, endpoint.events as z.ZodType);
  if (endpoint.file) return answer;
  return (endpoint.reply as z.ZodType | null | undefined)?.parse(answer);
}

/** A refusal the contract does not promise here is our mistake, not an answer. */
const declared = (endpoint: Endpoint, thrown: unknown): unknown =>
  thrown instanceof Refusal && !codesOf(endpoint).has(thrown.code)
    ? new Error(`Refusal '${thrown.code}' is not declared by ${endpoint.method} ${endpoint.path}`)
    : thrown;
