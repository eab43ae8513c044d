import { redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import type { SessionView } from '@vagval/contract';
import type * as z from 'zod';
import { stop } from './form.ts';

export type Session = z.output<typeof SessionView>;

/** Who is signed in; nobody: to the sign-in page, and back here afterwards. Rights are the API's to judge. */
export async function signedIn({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>): Promise<Session> {
  const session = await locals.session();
  if (session.ok) return session.data;
  if (session.code !== 'unauthenticated') stop(session);
  redirect(303, locals.href(`/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`));
}
