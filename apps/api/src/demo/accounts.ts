import { at, iso, plusDays } from './calendar.ts';
import { chanceOf } from './plan.ts';
import type { Plan } from './plan.ts';

/** Who can sign in to look around; skola@example.se comes with its school. All have the organiser's rights of a role. */
const seats = [
  ['ledare', 'leader'],
  ['analytiker', 'analyst'],
  ['dorr', 'door'],
  ['monter', 'host'],
  ['larare', 'teacher'],
  ['finansiar', 'funder'],
] as const;

export function addAccounts(plan: Plan): void {
  const chance = chanceOf('fair', 'accounts');
  const born = at(plusDays(plan.today, -1000), '09:00');
  for (const [name, role] of seats) {
    const account = chance.id(born);
    const member = { id: chance.id(born), account_id: account, role };
    plan.sheet.add('account', {
      id: account,
      email: `${name}@example.se`,
      locale: 'sv',
      created_at: iso(born),
    });
    plan.sheet.add('membership', { ...member, organisation_id: null, organiser_id: plan.organiserId });
  }
}
