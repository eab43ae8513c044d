import { expect, it } from 'vitest';
import { interpreterOf } from './interpreter.ts';
import { newSlotAddress } from './new-slot.ts';
import { waitingAt } from './words.ts';
import type { Overview } from './words.ts';

it('fills the form for new times with the fair’s own date and time', () => {
  const suggested = {
    activity: 'a1',
    language: 'so',
    place: { id: 'g3' },
    startsAt: '2027-01-19T17:30:00.000Z',
    minutes: 60,
    capacity: 40,
  };
  expect(newSlotAddress(suggested, 'Europe/Stockholm')).toBe(
    '/organise/programme/a1?days=2027-01-19&from=18%3A30&length=60&places=g3&languages=so&capacity=40&setupMinutes=15#add',
  );
});

it('asks for an interpreter only when a language is chosen', () => {
  const read = (sent: Record<string, string>) => interpreterOf((name) => sent[name]);
  expect(read({ interpreterVariety: 'irakisk' })).toBeUndefined();
  expect(read({ interpreterLanguage: 'ar' })).toEqual({ language: 'ar' });
  expect(read({ interpreterLanguage: 'ar', interpreterVariety: 'irakisk' })).toEqual({
    language: 'ar',
    variety: 'irakisk',
  });
});

it('says what waits at a meeting, and nothing of what cannot be done any more', () => {
  const quiet: Overview = {
    slot: 's',
    activity: 'a',
    kind: 'guardian-meeting',
    title: { sv: 'Möte' },
    language: 'so',
    startsAt: '2027-01-19T17:00:00.000Z',
    endsAt: '2027-01-19T18:00:00.000Z',
    place: 'På nätet',
    online: true,
    hasLink: false,
    capacity: 40,
    taken: 2,
    line: { parties: 0, places: 0 },
    questions: { new: 2, approved: 0 },
    needsDue: 1,
    material: 0,
    ended: false,
  };
  expect(waitingAt(quiet, 'sv')).toEqual(['Frågor att läsa: 2', 'Behov att beställa: 1', 'Möteslänk saknas']);
  const over = { ...quiet, ended: true, questions: { new: 0, approved: 2 }, needsDue: 0 };
  expect(waitingAt(over, 'sv')).toEqual(['Material saknas']);
  expect(waitingAt({ ...over, language: null }, 'sv')).toEqual([]);
});
