import type { Session } from './staff.ts';

/** Where somebody's work is, after signing in. */
export function homeOf({ roles }: Pick<Session, 'roles'>): string {
  if (roles.includes('leader')) return '/organise';
  if (roles.includes('exhibitor')) return '/exhibit';
  if (roles.includes('door')) return '/on-site/door';
  if (roles.includes('host')) return '/on-site/stand';
  if (roles.includes('analyst') || roles.includes('funder')) return '/organise/evaluation';
  return '/';
}
