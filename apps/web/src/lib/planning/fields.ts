import type { addSlots, changeSlot, In, makeActivity } from '@vagval/contract';
import type { Sent } from '#lib/server/form.ts';

type Activity = In<typeof makeActivity>['body'];
type Series = In<typeof addSlots>['body'];
type SlotChange = In<typeof changeSlot>['body'];

/** What was written in three languages; undefined when nothing was. */
function textsIn(sent: Sent, name: string): { sv: string; en?: string; ar?: string } | undefined {
  const [sv = '', en, ar] = ['sv', 'en', 'ar'].map((it) => sent.text(`${name}.${it}`));
  return sv || en || ar ? { sv, ...(en && { en }), ...(ar && { ar }) } : undefined;
}

/** The fields of an activity; what is missing is for the API to say. */
export function activityIn(sent: Sent): Activity {
  const [descriptions, branch] = [textsIn(sent, 'descriptions'), sent.text('branch')];
  return {
    kind: sent.text('kind') ?? '',
    phase: (sent.text('phase') ?? '') as Activity['phase'],
    titles: textsIn(sent, 'titles') ?? { sv: '' },
    programmes: sent.all('programmes'),
    audience: sent.all('audience') as Activity['audience'],
    ...(descriptions && { descriptions }),
    ...(branch && { branch }),
  };
}

const pausesIn = (sent: Sent): { from: string; to: string }[] =>
  ['1', '2'].flatMap((at) => {
    const [from, to] = [sent.text(`pauseFrom${at}`), sent.text(`pauseTo${at}`)];
    return from && to ? [{ from, to }] : [];
  });

/** A slot or a series of them. */
export function seriesIn(sent: Sent): Series {
  const [to, every, joinUrl] = [sent.text('to'), sent.number('every'), sent.text('joinUrl')];
  return {
    days: [...new Set([...sent.all('days'), ...sent.all('day')])],
    from: sent.text('from') ?? '',
    length: sent.number('length') ?? Number.NaN,
    pauses: pausesIn(sent),
    places: sent.all('places'),
    languages: sent.all('languages'),
    capacity: sent.number('capacity') ?? Number.NaN,
    dropIn: sent.number('dropIn') ?? 0,
    setupMinutes: sent.number('setupMinutes') ?? 0,
    ...(to && { to }),
    ...(every !== undefined && { every }),
    ...(joinUrl && { joinUrl }),
  };
}

/** All that can be changed about a slot: an empty field empties it. */
export const slotIn = (sent: Sent): SlotChange => ({
  day: sent.text('day') ?? '',
  from: sent.text('from') ?? '',
  length: sent.number('length') ?? Number.NaN,
  setupMinutes: sent.number('setupMinutes') ?? 0,
  place: sent.text('place') ?? null,
  language: sent.text('language') ?? null,
  capacity: sent.number('capacity') ?? Number.NaN,
  dropIn: sent.number('dropIn') ?? 0,
  joinUrl: sent.text('joinUrl') ?? null,
});
