import { refuse } from '../platform/contract/refusal.ts';

/** One field that is wrong in a way the contract alone cannot see. */
export const invalid = (path: string, code: string) =>
  refuse('invalid', { errors: [{ path, code, message: code.replaceAll('_', ' ') }] });
