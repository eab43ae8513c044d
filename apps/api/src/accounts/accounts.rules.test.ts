import { roles } from '@vagval/contract';
import { describe, expect, it } from 'vitest';
import { normalised, permissionsOf, whyNotSpent } from './accounts.rules.ts';

describe('what roles may do', () => {
  it('adds up, each permission once', () => {
    expect(permissionsOf(['analyst', 'funder'])).toEqual([
      'figure.read',
      'evaluation.read',
      'evaluation.write',
      'figure.publish',
      'survey.read',
      'survey.write',
    ]);
    expect(permissionsOf(['teacher'])).toEqual(['class.own']);
    expect(permissionsOf([])).toEqual([]);
  });

  it('gives nobody but the leader the mails', () => {
    expect(roles.filter((role) => permissionsOf([role]).includes('message.read'))).toEqual(['leader']);
  });
});

it('tells why a link was not spent', () => {
  expect(whyNotSpent(undefined).code).toBe('not_found');
  expect(whyNotSpent({ spentAt: new Date(0) }).code).toBe('link_spent');
  expect(whyNotSpent({ spentAt: null }).code).toBe('link_expired');
});

it('takes one mailbox for one account', () => {
  expect(normalised(' Ledare@Example.SE ')).toBe('ledare@example.se');
});
