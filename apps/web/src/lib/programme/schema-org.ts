import type { ActivityView, EditionView } from '@vagval/contract';
import { localised } from '@vagval/text';
import type { Locale } from '@vagval/text';
import type * as z from 'zod';
import type { Slot } from './slot-state.ts';

interface Told {
  activity: z.output<typeof ActivityView>;
  slots: readonly Slot[];
  edition: Pick<z.output<typeof EditionView>, 'fair' | 'venue'>;
  /** Of the page about the activity. */
  address: string;
  locale: Locale;
  now: Date;
}

/** The times still to come as schema.org tells of events, for whoever finds the page by searching. */
export function eventsOf({ activity, slots, edition, address, locale, now }: Told): object[] {
  const description = activity.descriptions && localised(activity.descriptions, locale).text;
  const organizer = { '@type': 'Organization', name: edition.fair.organiser };
  return slots
    .filter(({ startsAt }) => Date.parse(startsAt) > now.getTime())
    .map((slot) => ({
      '@context': 'https://schema.org',
      '@type': 'EducationEvent',
      name: localised(activity.titles, locale).text,
      ...(description && { description }),
      startDate: slot.startsAt,
      endDate: slot.endsAt,
      eventStatus: 'https://schema.org/EventScheduled',
      ...placeOf(slot, edition.venue, address),
      ...(slot.language && { inLanguage: slot.language }),
      isAccessibleForFree: true,
      ...(slot.counts === 'persons' && {
        maximumAttendeeCapacity: slot.capacity,
        remainingAttendeeCapacity: Math.max(0, slot.free),
      }),
      offers: offerOf(slot, address),
      organizer,
      superEvent: { '@type': 'Event', name: edition.fair.name },
      url: `${address}#s-${slot.id}`,
    }));
}

/** What has no place of ours is held on the net. */
function placeOf({ place, activity }: Slot, venue: string, address: string): object {
  const attended = (how: string) => `https://schema.org/${how}EventAttendanceMode`;
  if (!place && activity.phase !== 'during')
    return {
      eventAttendanceMode: attended('Online'),
      location: { '@type': 'VirtualLocation', url: address },
    };
  return {
    eventAttendanceMode: attended('Offline'),
    location: { '@type': 'Place', name: place ? `${place.name}, ${venue}` : venue, address: venue },
  };
}

function offerOf({ bookable, refusal, opensAt }: Slot, url: string): object {
  const availability = bookable ? 'InStock' : refusal === 'not_open_yet' ? 'PreOrder' : 'SoldOut';
  return {
    '@type': 'Offer',
    price: 0,
    priceCurrency: 'SEK',
    availability: `https://schema.org/${availability}`,
    url,
    ...(opensAt && { validFrom: opensAt }),
  };
}

/**
 * A data block to stand in a page as it is. What could end it, or be read as markup or as the end of a line in a script,
 * is written as an escape, so that no text of anybody gets out.
 */
export function dataBlock(value: unknown): string {
  const text = JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `<script type="application/ld+json">${text}</script>`;
}
