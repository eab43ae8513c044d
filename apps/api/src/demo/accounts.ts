import { at, iso, plusDays } from './calendar.ts';
import { chanceOf } from './plan.ts';
import type { Plan } from './plan.ts';

/** Who can sign in to look around; skola@example.se and larare@example.se come with their schools. All have the organiser's rights of a role. */
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
    // A teacher has a seat at a school instead; the draws stay, so that nobody else's ids move.
    if (role === 'teacher') continue;
    plan.sheet.add('account', {
      id: account,
      email: `${name}@example.se`,
      locale: 'sv',
      created_at: iso(born),
    });
    plan.sheet.add('membership', { ...member, organisation_id: null, organiser_id: plan.organiserId });
  }
}
