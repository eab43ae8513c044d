import { HttpException } from '@nestjs/common';
import type { Code } from '@vagval/contract';
import { Refusal, refuse } from './refusal.ts';

const codeByStatus: Partial<Record<number, Exclude<Code, 'invalid'>>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  429: 'too_many_requests',
};
const titles: Partial<Record<number, string>> = {
  400: 'Not readable as a request',
  405: 'No such method here',
  413: 'Too large',
  414: 'Address too long',
  415: 'Only application/json is read',
  503: 'Not available just now',
};

/** RFC 9457 for anything thrown; of our own mistakes nothing but that there was one. */
export function problemOf(thrown: unknown): { type: string; title: string; status: number; code: string } {
  if (thrown instanceof Refusal) return thrown.problem;
  const status = statusOf(thrown);
  const code = codeByStatus[status];
  if (code) return (refuse as (code: Code) => Refusal)(code).problem;
  const title = titles[status] ?? (status < 500 ? 'Bad request' : 'Something went wrong');
  return { type: 'about:blank', title, status, code: 'unexpected' };
}

function statusOf(thrown: unknown): number {
  const status =
    thrown instanceof HttpException
      ? thrown.getStatus()
      : (thrown as { statusCode?: number } | null)?.statusCode;
  return status !== undefined && status >= 400 && status < 600 ? status : 500;
}
