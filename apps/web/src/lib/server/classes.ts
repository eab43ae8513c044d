import { readClass } from '@vagval/contract';
import { redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import type { SchoolClass } from '#lib/school/classes.ts';
import { stop } from './form.ts';
import type { Unsuccessful } from './form.ts';

type Asking = Pick<RequestEvent, 'locals'> & { params: { class: string } };

/** Nobody is signed in: the first page of the schools says what to do. */
export function orBegin(result: Unsuccessful, { locals }: Pick<RequestEvent, 'locals'>): never {
  if (result.code === 'unauthenticated') redirect(303, locals.href('/school'));
  stop(result);
}

/** An address that names no class leads to the same page as one that is not yours. */
export async function classOf(event: Asking): Promise<SchoolClass> {
  const found = await event.locals.api(readClass, { params: { class: event.params.class } });
  if (found.ok) return found.data;
  orBegin(
    found.code === 'invalid' ? { ok: false, code: 'not_found', problem: { status: 404 } } : found,
    event,
  );
}
