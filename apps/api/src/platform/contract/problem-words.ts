import { fieldText, refusalText } from '@vagval/text';
import type { AppLanguage } from '../language.ts';

interface Problem {
  code: string;
  detail?: string;
  errors?: { path: string; code: string; message: string }[];
}

/** What happened and what to do, in the caller's language: `detail`, and the message of each field. Codes stay as they are. */
export function inWords<P extends Problem>(problem: P, language: AppLanguage): P {
  const errors = problem.errors?.map((it) => ({ ...it, message: fieldText(it.path, it.code, language) }));
  return { ...problem, detail: refusalText(problem.code, language), ...(errors && { errors }) };
}
