import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Config } from './config.ts';
import { invalid, tooDeep, unstorable } from './contract/input.ts';
import { problemOf } from './contract/problem.ts';
import { newCode } from './ids.ts';
import { AppLog } from './log.ts';

/** The adapter with our limits. Create the application with `bodyParser: false`: only JSON is read. */
export function fastifyAdapter(): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: 256 * 1024,
    // The pages say where a visitor comes from; in containers they speak from a private address.
    trustProxy: ['loopback', 'uniquelocal'],
    routerOptions: { maxParamLength: 300 },
    genReqId: requestIds(),
    forceCloseConnections: true,
    skipMiddie: true,
    multipart: false,
    // Addresses nobody can read are answered before any route.
    frameworkErrors: (error: Error, _: FastifyRequest, reply: FastifyReply) => {
      const problem = problemOf(error);
      void reply.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
    },
  });
}

/** Unique in the log and cheap: a code of this process and a running number. */
function requestIds(): () => string {
  const start = newCode();
  let number = 0;
  return () => `${start}-${(number++).toString(36)}`;
}

/** What Fastify itself must know, before the application starts. */
export function prepare(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const log = app.get(AppLog);
  fastify.decorate('secureCookies', app.get(Config).webOrigin.startsWith('https:'));
  fastify.decorateRequest('caller', undefined);
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, readJson(fastify));
  fastify.addHook('onSend', (_, reply, payload, done) => {
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
    void reply.header('x-content-type-options', 'nosniff');
    done(null, payload);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    log.answered(request, reply);
    done();
  });
}

type Done = (error: Error | null, body?: unknown) => void;

/** An empty body is none, and characters PostgreSQL cannot store are found while they are still escapes. */
function readJson(fastify: FastifyInstance) {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  return (request: FastifyRequest, text: string, done: Done): void => {
    if (text === '') {
      done(null, undefined);
      return;
    }
    const deep = tooDeep(text);
    if (deep.length) {
      done(invalid(deep));
      return;
    }
    const suspicious = /\\u(?:0000|d[89a-f])/i.test(text);
    void parse(request, text, suspicious ? (error, body) => done(error ?? unstorableIn(body), body) : done);
  };
}

function unstorableIn(body: unknown): Error | null {
  const errors = unstorable(body, ['body']);
  return errors.length ? invalid(errors) : null;
}
