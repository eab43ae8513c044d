import { decideQuestion } from '@vagval/contract';
import { redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { readForm, refused } from './form.ts';

/** Writes what staff decided on a question and goes back to the page. */
export async function decide({ locals, request }: Pick<RequestEvent, 'locals' | 'request'>, back: string) {
  const sent = await readForm(request);
  const decided = await locals.api(decideQuestion, {
    params: { question: sent.text('question') ?? '' },
    body: { state: sent.text('state') as 'approved' },
  });
  if (!decided.ok) return refused(decided, sent, locals.locale);
  redirect(303, locals.href(`${back}${back.includes('?') ? '&' : '?'}done=question`));
}
