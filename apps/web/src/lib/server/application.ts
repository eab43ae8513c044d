import { readApplication } from '@vagval/contract';
import { redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { isOpenToChange, pathOf, stepAfter } from '#lib/exhibit/steps.ts';
import type { Application, Step } from '#lib/exhibit/steps.ts';
import { stop } from './form.ts';
import type { Sent } from './form.ts';

type Asking = Pick<RequestEvent, 'locals'> & { params: { application: string } };

/** An address that names no application leads to the same page as one that is not yours. */
export async function applicationOf({ locals, params }: Asking): Promise<Application> {
  const found = await locals.api(readApplication, { params });
  if (found.ok) return found.data;
  stop(found.code === 'invalid' ? { ok: false, code: 'not_found', problem: { status: 404 } } : found);
}

/** For a step's page: what has been sent in is read in the summary, not changed here. */
export async function changeable(event: Asking): Promise<Application> {
  const application = await applicationOf(event);
  if (!isOpenToChange(application)) redirect(303, event.locals.href(pathOf(application, 'summary')));
  return application;
}

export const isLater = (sent: Sent): boolean => sent.text('then') === 'later';

/** After a step has been saved: on to the next, or back to the list until another day. */
export function goOn({ locals, params }: Asking, sent: Sent, step: Step): never {
  const it = { id: params.application };
  redirect(303, locals.href(isLater(sent) ? `${pathOf(it)}?saved` : pathOf(it, stepAfter(step))));
}
