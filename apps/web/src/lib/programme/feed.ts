import { aroundTheFair, sizeOf } from './selection.ts';
import type { Selection } from './selection.ts';

/** The query of the calendar feed with the filters of the timetable; who has chosen what is nobody else's business. */
export function feedQuery(selection: Selection): string {
  const { day, kind, phase, language, programme, audience, free } = selection;
  const fields = {
    day: day === aroundTheFair ? undefined : day,
    kind,
    phase,
    language,
    programme,
    audience,
    free: free === 'some' ? 'true' : undefined,
    ...(free === 'all' && { fits: 'true', size: String(sizeOf(selection)) }),
  };
  const query = new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
  return `?${query}`;
}

/** The same address for a program that subscribes to calendars. */
export const subscribable = (address: string): string => address.replace(/^https?:/, 'webcal:');
