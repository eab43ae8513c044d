import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { createParamDecorator, Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Code } from '@vagval/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom } from 'rxjs';
import type { Observable } from 'rxjs';
import { Clock } from './clock.ts';
import { endpointOf } from './contract/handle.ts';
import { Refusal, refuse } from './contract/refusal.ts';
import { Database } from './database.ts';
import { finishReplies, readReply, startReplies } from './idempotency.sql.ts';
import type { FinishedReply, ReplyKey, ReplyStart } from './idempotency.sql.ts';
import { idFrom } from './ids.ts';
import { Keys, sha256 } from './keys.ts';
import { callerOf } from './session/caller.ts';
import { Together } from './together.ts';

declare module 'fastify' {
  interface FastifyRequest {
    repeatId?: string;
  }
}

/**
 * Gives a handler an id that every repeat of this request with the same Idempotency-Key gets again, for the row it is
 * about to make: a process may die after it has committed and before the answer is remembered, and the repeat then
 * meets its own row. Undefined without a key. Bound to caller, key and the whole request.
 */
export const RepeatId = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>().repeatId,
);

const keyShape = /^[\x21-\x7e]{1,200}$/;
const notRemembered = new Set([409, 429]);

/** A write sent twice with one Idempotency-Key is done once and answered the same (I7). */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly seal: Buffer;
  private readonly repeats: Buffer;
  private readonly starts: Together<ReplyStart, boolean>;
  private readonly finishes: Together<FinishedReply, undefined>;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    keys: Keys,
  ) {
    this.seal = keys.for('idempotent-replies');
    this.repeats = keys.for('repeated-requests');
    this.starts = new Together((starts) => startReplies(db, starts));
    this.finishes = new Together((replies) => finishReplies(db, replies));
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    // Only JSON can be kept to be said again.
    const endpoint = endpointOf(context.getHandler());
    const isKept = endpoint?.reply !== undefined && !endpoint.forgetful;
    if (key === undefined || request.method === 'GET' || !isKept) return next.handle();
    if (typeof key !== 'string' || !keyShape.test(key)) throw unreadableKey();
    const once = keyOf(request, key);
    request.repeatId = idFrom(this.repeated(once));
    return from(this.once(once, context, next));
  }

  private repeated({ callerHash, keyHash, requestHash }: ReplyKey): Buffer {
    return createHmac('sha256', this.repeats).update(callerHash).update(keyHash).update(requestHash).digest();
  }

  private async once(key: ReplyKey, context: ExecutionContext, next: CallHandler): Promise<unknown> {
    const start = { ...key, startedAt: this.clock.now() };
    return (await this.starts.do(start)) ? this.first(start, context, next) : this.again(key, context);
  }

  private async first(start: ReplyStart, context: ExecutionContext, next: CallHandler): Promise<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    try {
      const answer: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      const body = this.sealed(start, answer ?? null);
      await this.finishes.do({ ...start, reply: { status: reply.statusCode, body } });
      return answer;
    } catch (thrown) {
      await this.remember(start, thrown);
      throw thrown;
    }
  }

  private remember(start: ReplyStart, thrown: unknown): Promise<void> {
    if (!(thrown instanceof Refusal) || notRemembered.has(thrown.status))
      return this.finishes.do({ ...start, reply: null });
    const body = this.sealed(start, { code: thrown.code, extra: thrown.extra });
    return this.finishes.do({ ...start, reply: { status: thrown.status, body } });
  }

  private async again(key: ReplyKey, context: ExecutionContext): Promise<unknown> {
    const known = await readReply(this.db, key);
    if (known && !known.sameRequest) throw refuse('key_reused');
    if (!known?.status || !known.body) throw refuse('in_flight');
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    void reply.header('idempotency-replayed', 'true');
    const answer: unknown = this.opened(key, known.body);
    if (known.status < 400) return answer ?? undefined;
    const { code, extra } = answer as { code: Code; extra?: object };
    throw new Refusal(code, extra);
  }

  /** Replies may hold secret links and personal data: they rest encrypted, and bound to their key. */
  private sealed(key: ReplyKey, answer: unknown): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.seal, nonce).setAAD(boundTo(key));
    const body = Buffer.concat([cipher.update(JSON.stringify(answer)), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
  }

  private opened(key: ReplyKey, sealed: string): unknown {
    const bytes = Buffer.from(sealed, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', this.seal, bytes.subarray(0, 12));
    decipher.setAAD(boundTo(key)).setAuthTag(bytes.subarray(12, 28));
    return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString());
  }
}

const unreadableKey = () =>
  refuse('invalid', {
    errors: [
      {
        path: '/headers/idempotency-key',
        code: 'invalid_format',
        message: '1 to 200 visible ASCII characters',
      },
    ],
  });

const boundTo = ({ callerHash, keyHash }: ReplyKey): Buffer => Buffer.concat([callerHash, keyHash]);

const keyOf = (request: FastifyRequest, key: string): ReplyKey => ({
  callerHash: sha256(nameOf(request)),
  keyHash: sha256(key),
  requestHash: sha256(JSON.stringify([request.method, request.url, request.body ?? null])),
});

function nameOf(request: FastifyRequest): string {
  const { account, party, device } = callerOf(request);
  if (account) return `account ${account.id}`;
  if (party) return `party ${party.id}`;
  return device ? `device ${device.id}` : 'anonymous';
}
