import { mayByRole, permissions } from '@vagval/contract';
import type { Permission, Role } from '@vagval/contract';
import { refuse } from '../platform/contract/refusal.ts';
import type { Refusal } from '../platform/contract/refusal.ts';

export const linkMinutes = 15;
/** A working day at the fair; after it one signs in again. */
export const sessionHours = 12;
/** Links are not re-minted, so their revision never moves. */
export const linkRevision = 1;

/** All that the roles together may do, in the catalogue's order. */
export const permissionsOf = (roles: readonly Role[]): Permission[] =>
  permissions.filter((permission) => roles.some((role) => mayByRole[role].includes(permission)));

/** Why a link that was not spent just now could not be. */
export function whyNotSpent(
  link: { readonly spentAt: Date | null } | undefined,
): Refusal<'not_found' | 'link_spent' | 'link_expired'> {
  if (!link) return refuse('not_found');
  return link.spentAt ? refuse('link_spent') : refuse('link_expired');
}

/** The same mailbox is one account, however it is typed. */
export const normalised = (email: string): string => email.trim().toLowerCase();
