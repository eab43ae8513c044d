import { hallAddress } from './address.ts';

interface Named {
  id: string;
  name: string;
}

/** Where on the plan a booth stands; a booth in a hall without a plan leads nowhere. */
export function boothLink(
  halls: readonly Named[],
  booth: { code: string; hall: string },
): string | undefined {
  const hall = halls.find(({ name }) => name === booth.hall);
  return hall && hallAddress({ hall: hall.id, booth: booth.code });
}
