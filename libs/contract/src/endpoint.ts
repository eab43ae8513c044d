import type { Access, Code, Extra, Refusals } from './catalogue.ts';

/** As much of a zod object as the types need: comparing whole zod types would cost the compiler many times as much. */
export interface Schema {
  readonly _zod: { readonly input: object; readonly output: object };
}

/** One call of the API as plain data: what both sides, the guard and the OpenAPI document read. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: `/api/${string}`;
  readonly access: Access;
  readonly summary: string;
  readonly params?: Schema;
  readonly query?: Schema;
  readonly body?: Schema;
  /** What comes back is exactly one of: a JSON object (null for nothing), a stream of events, a file of this media type. */
  readonly reply?: Schema | null;
  readonly events?: Schema;
  readonly file?: `${string}/${string}`;
  readonly status?: 200 | 201 | 202;
  /** A call leaves no row of its own: an Idempotency-Key is let pass and not kept. It must be harmless to repeat. */
  readonly forgetful?: true;
  readonly refusals?: readonly Code[];
}

type Input<S> = S extends Schema ? S['_zod']['input'] : never;
type Output<S> = S extends Schema ? S['_zod']['output'] : never;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

type PathNames<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | PathNames<`/${Rest}`>
  : P extends `${string}:${infer Name}`
    ? Name
    : never;

type NoUnknownKeys<E> = { [K in Exclude<keyof E, keyof Endpoint>]: never };

type PathNamesParams<E extends Endpoint> =
  Same<PathNames<E['path']>, E extends { params: Schema } ? keyof Output<E['params']> : never> extends true
    ? unknown
    : { params: `params and path differ: ${E['path']}` };

type NoBodyInGet<E> = E extends { method: 'GET'; body: Schema } ? { body: 'a GET has no body' } : unknown;

type AnswerKind<E> = Extract<keyof E, 'reply' | 'events' | 'file'>;
type IsOne<K> =
  Same<K, 'reply'> extends true ? true : Same<K, 'events'> extends true ? true : Same<K, 'file'>;
type OneAnswer<E> = [AnswerKind<E>] extends [never]
  ? { reply: Schema | null }
  : IsOne<AnswerKind<E>> extends true
    ? unknown
    : { reply: 'one of reply, events, file' };

type ObjectOfJson<E> = E extends { reply: infer S extends Schema } | { events: infer S extends Schema }
  ? Output<S> extends readonly unknown[]
    ? { reply: 'replies are objects' }
    : Same<Input<S>, Output<S>> extends false
      ? { reply: 'replies have no transforms' }
      : Output<S> extends Json
        ? unknown
        : { reply: 'replies are JSON' }
  : unknown;

/** What an interface cannot say; a broken rule shows its own text in the compiler's message. */
type Sound<E extends Endpoint> = NoUnknownKeys<E> &
  PathNamesParams<E> &
  NoBodyInGet<E> &
  OneAnswer<E> &
  ObjectOfJson<E>;

/** Declares an endpoint; whatever is unsound about it does not compile. */
export const endpoint = <const E extends Endpoint>(it: E & Sound<E>): E => it;

type PartName = 'params' | 'query' | 'body';
type Flat<T> = { [K in keyof T]: T[K] };
type Received<E, K extends PartName> = E extends { readonly [key in K]: infer S extends Schema }
  ? { [key in K]: Output<S> }
  : unknown;
type Sending<E, K extends PartName> = E extends { readonly [key in K]: infer S extends Schema }
  ? object extends Input<S>
    ? { [key in K]?: Input<S> }
    : { [key in K]: Input<S> }
  : unknown;

/** What a caller sends. */
export type Sent<E extends Endpoint> = Flat<Sending<E, 'params'> & Sending<E, 'query'> & Sending<E, 'body'>>;

/** What a handler receives: parsed, and for event streams with the signal that the reader has gone. */
export type In<E extends Endpoint> = Flat<
  Received<E, 'params'> &
    Received<E, 'query'> &
    Received<E, 'body'> &
    (E extends { events: Schema } ? { signal: AbortSignal } : unknown)
>;

export type Reply<E extends Endpoint> = E extends { reply: infer S extends Schema } ? Output<S> : void;
export type EventOf<E extends Endpoint> = E extends { events: infer S } ? Output<S> : never;

/** The refusals an endpoint declares itself. */
export type OwnCode<E extends Endpoint> = E extends { refusals: readonly (infer C extends Code)[] }
  ? C
  : never;

type DoorCode<E extends Endpoint> = E['access'] extends 'public' ? never : 'unauthenticated' | 'forbidden';
type InputCode<E extends Endpoint> = E extends { params: Schema } | { query: Schema } | { body: Schema }
  ? 'invalid'
  : never;
type WriteCode<E extends Endpoint> = E['method'] extends 'GET'
  ? never
  : 'invalid' | 'in_flight' | 'key_reused';

/** All refusals of an endpoint: its own and those that follow from its access, input and being a write. */
export type CodeOf<E extends Endpoint> =
  OwnCode<E> | 'too_many_requests' | DoorCode<E> | InputCode<E> | WriteCode<E>;

const derivedCodes = (it: Endpoint): Code[] => [
  'too_many_requests',
  ...(it.access === 'public' ? [] : (['unauthenticated', 'forbidden'] as const)),
  ...((it.params ?? it.query ?? it.body) ? (['invalid'] as const) : []),
  ...(it.method === 'GET' ? [] : (['invalid', 'in_flight', 'key_reused'] as const)),
];

const known = new WeakMap<Endpoint, ReadonlySet<Code>>();

/** The same as `CodeOf` at run time; one set per endpoint, made once. */
export function codesOf(it: Endpoint): ReadonlySet<Code> {
  let codes = known.get(it);
  if (!codes) known.set(it, (codes = new Set<Code>([...(it.refusals ?? []), ...derivedCodes(it)])));
  return codes;
}

/** RFC 9457 on the wire; one member of the union per code. */
export type Problem<C extends Code> = C extends Code
  ? { type: string; title: string; status: Refusals[C]['status']; code: C; detail?: string } & Extra<C>
  : never;
