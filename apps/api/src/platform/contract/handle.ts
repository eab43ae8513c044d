import {
  applyDecorators,
  createParamDecorator,
  Header,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
} from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { Endpoint, EventOf, In, OwnCode, Reply } from '@vagval/contract';
import type { FastifyRequest } from 'fastify';
import { inputOf } from './input.ts';
import type { Refusal } from './refusal.ts';
import type { StreamedFile } from './streamed-file.ts';

const ENDPOINT = Symbol('endpoint');

/** The endpoint a controller method handles, if any. */
export const endpointOf = (handler: object): Endpoint | undefined =>
  Reflect.getMetadata(ENDPOINT, handler) as Endpoint | undefined;

type File = StreamedFile | Buffer | string;
type Success<E extends Endpoint> = E extends { events: object }
  ? AsyncIterable<EventOf<E>>
  : E extends { file: string }
    ? File
    : Reply<E>;
type Answer<E extends Endpoint> = Success<E> | Refusal<OwnCode<E>>;
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- further parameters are whatever Nest injects
type Handler<E extends Endpoint> = (input: In<E>, ...injected: any[]) => Answer<E> | Promise<Answer<E>>;

const Input = createParamDecorator((endpoint: Endpoint, context: ExecutionContext) =>
  inputOf(endpoint, context.switchToHttp().getRequest<FastifyRequest>()),
);

const streaming = [
  Header('content-type', 'text/event-stream'),
  Header('cache-control', 'no-store'),
  Header('x-accel-buffering', 'no'),
];

/** Binds a controller method to an endpoint: route, status, types, and its first parameter to the parsed input. */
export const Handle =
  <E extends Endpoint>(endpoint: E) =>
  <H extends Handler<E>>(target: object, key: string, method: TypedPropertyDescriptor<H>): void => {
    Input(endpoint)(target, key, 0);
    applyDecorators(
      SetMetadata(ENDPOINT, endpoint),
      RequestMapping({ path: endpoint.path, method: RequestMethod[endpoint.method] }),
      HttpCode(endpoint.reply === null ? 204 : (endpoint.status ?? 200)),
      ...(endpoint.events ? streaming : []),
      ...(endpoint.file ? [Header('content-type', typeOf(endpoint.file))] : []),
    )(target, key, method as TypedPropertyDescriptor<unknown>);
  };

const typeOf = (file: string): string => (file.startsWith('text/') ? `${file}; charset=utf-8` : file);
