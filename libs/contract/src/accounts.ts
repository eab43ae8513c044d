import * as z from 'zod';
import { roles, permissions } from './catalogue.ts';
import { endpoint } from './endpoint.ts';
import { Email, Id, Locale } from './words.ts';

export const SessionView = z
  .object({
    account: z.object({ id: Id, email: z.string(), locale: Locale }),
    roles: z.array(z.enum(roles)),
    may: z.array(z.enum(permissions)),
    organisations: z.array(z.object({ id: Id, name: z.string() })),
  })
  .meta({ id: 'Session' });

export const requestSignIn = endpoint({
  method: 'POST',
  path: '/api/sign-in',
  access: 'public',
  summary: 'Ask for a sign-in link by mail; the answer is the same whether the address is known or not',
  body: z.object({ email: Email, locale: Locale.optional() }).meta({ id: 'SignIn' }),
  reply: z.object({ sent: z.literal(true) }).meta({ id: 'SignInAnswer' }),
  status: 202,
});

export const startSession = endpoint({
  method: 'POST',
  path: '/api/session',
  access: 'public',
  summary: 'Spend a sign-in link; the session comes as an HttpOnly cookie',
  body: z.object({ token: z.string().min(20).max(200) }).meta({ id: 'StartSession' }),
  reply: SessionView,
  status: 201,
  refusals: ['not_found', 'link_spent', 'link_expired'],
});

export const endSession = endpoint({
  method: 'DELETE',
  path: '/api/session',
  access: 'public',
  summary: 'Sign out',
  reply: null,
});

export const readSession = endpoint({
  method: 'GET',
  path: '/api/session',
  access: 'signed-in',
  summary: 'Who is signed in, and what that person may do',
  reply: SessionView,
});
