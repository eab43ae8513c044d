import { Grade, Need, WayToCome } from '@vagval/contract';
import { m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import type { Sent } from './form.ts';

const oneOf = <T extends string>(known: readonly T[], text: string | undefined): T | undefined =>
  known.find((it) => it === text);

/** What both registering and changing a class ask for; what is missing is sent as such, so that the API says which field. */
export function detailsOf(sent: Sent) {
  return {
    className: sent.text('className') ?? '',
    pupils: sent.number('pupils') ?? Number.NaN,
    staff: sent.number('staff') ?? Number.NaN,
    needs: Need.options.filter((need) => sent.all('needs').includes(need)),
    arrival: oneOf(WayToCome.options, sent.text('arrival')),
    phone: sent.text('phone'),
  };
}

/** The grade chosen; none that is known is refused by the API beside its field. */
export const gradeOf = (sent: Sent) => oneOf(Grade.options, sent.text('grade')) ?? ('' as 'other');

/** What is wrong with a field, said of that field. */
export const detailTexts = (locale: Locale): Record<string, string> => ({
  className: m.school_name_wrong({}, { locale }),
  pupils: m.school_pupils_wrong({}, { locale }),
  staff: m.school_staff_wrong({}, { locale }),
});
