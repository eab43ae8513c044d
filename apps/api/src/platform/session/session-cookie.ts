import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What the cookie of a session is called. */
export const sessionCookieName = 'vagval_session';
const inHeader = /(?:^|;\s*)vagval_session=([\w-]{43})(?:;|$)/;

/** The session token in a request's cookie, 43 characters of base64url. */
export const sessionTokenOf = (request: FastifyRequest): string | undefined =>
  request.headers.cookie === undefined ? undefined : inHeader.exec(request.headers.cookie)?.[1];

/** Opens and closes the session on the caller's side. */
export class SessionCookie {
  constructor(
    private readonly request: FastifyRequest,
    private readonly reply: FastifyReply,
  ) {}

  /** The token the caller came with. */
  get token(): string | undefined {
    return sessionTokenOf(this.request);
  }

  open(token: string, seconds: number): void {
    this.set(token, seconds);
  }

  close(): void {
    this.set('', 0);
  }

  private set(token: string, seconds: number): void {
    const secure = this.request.server.secureCookies ? '; Secure' : '';
    void this.reply.header(
      'set-cookie',
      `${sessionCookieName}=${token}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`,
    );
  }
}

/** Gives a handler the session cookie to read, open or close. */
export const Cookie = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const http = context.switchToHttp();
  return new SessionCookie(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
});
