/** As much of an edition as choosing one needs; the API lists them newest first. */
interface Listed {
  readonly slug: string;
  readonly state: 'planned' | 'current' | 'finished';
}

/** The edition asked for; else the newest that is finished, else the newest there is. Undefined when it does not exist. */
export function editionToShow<E extends Listed>(editions: readonly E[], asked: string | null): E | undefined {
  if (asked !== null) return editions.find(({ slug }) => slug === asked);
  return editions.find(({ state }) => state === 'finished') ?? editions[0];
}
