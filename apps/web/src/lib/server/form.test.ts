import { expect, test } from 'vitest';
import { Sent, refused } from './form.ts';

function sent(entries: [string, string][]): Sent {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  return new Sent(form);
}

const invalid = (errors: { path: string; code: string }[]) => ({
  ok: false as const,
  code: 'invalid',
  problem: { status: 422, errors: errors.map((it) => ({ ...it, message: 'in English, for programs' })) },
});

test('reads texts trimmed, numbers with spaces, and leaves nonsense to the contract', () => {
  const form = sent([
    ['name', '  Ada '],
    ['empty', '  '],
    ['size', '1 200'],
    ['odd', 'tre'],
    ['need', 'quiet'],
    ['need', 'wheelchair'],
  ]);
  expect(form.text('name')).toBe('Ada');
  expect(form.text('empty')).toBeUndefined();
  expect(form.number('size')).toBe(1200);
  expect(form.number('odd')).toBeNaN();
  expect(form.number('missing')).toBeUndefined();
  expect(form.all('need')).toEqual(['quiet', 'wheelchair']);
});

test('an invalid field is told beside the field, in the visitor’s language, and nothing written is lost', () => {
  const form = sent([
    ['email', 'fel'],
    ['size', '0'],
  ]);
  const problem = invalid([
    { path: '/body/contact/email', code: 'invalid_format' },
    { path: '/body/size', code: 'too_small' },
  ]);
  const answer = refused(problem, form, 'sv', { fields: { '/body/contact/email': 'email' } });
  expect(answer.status).toBe(422);
  expect(answer.data).toEqual({
    code: 'invalid',
    values: { email: ['fel'], size: ['0'] },
    errors: {
      email: 'Skriv en fullständig e-postadress, till exempel namn@example.se.',
      size: 'Talet är för litet.',
    },
    summary: [
      { field: 'email', message: 'Skriv en fullständig e-postadress, till exempel namn@example.se.' },
      { field: 'size', message: 'Talet är för litet.' },
    ],
  });
});

test('a refusal of the house is told on top, or beside the field it belongs to', () => {
  const full = { ok: false as const, code: 'slot_full', problem: { status: 409 } };
  const plain = refused(full, sent([]), 'en');
  expect(plain.status).toBe(409);
  expect(plain.data.summary).toEqual([
    { field: undefined, message: 'The places ran out. Choose another time, or join the waiting line.' },
  ]);
  expect(refused(full, sent([]), 'en', { refusals: { slot_full: 'slot' } }).data.errors).toEqual({
    slot: 'The places ran out. Choose another time, or join the waiting line.',
  });
});

test('an API that does not answer is 503 and keeps what was written', () => {
  const answer = refused({ ok: false, code: 'unreachable' }, sent([['email', 'a@example.se']]), 'ar');
  expect(answer.status).toBe(503);
  expect(answer.data.values).toEqual({ email: ['a@example.se'] });
  expect(answer.data.summary[0]?.message).toBe('الخدمة لا تستجيب الآن. ما كتبته محفوظ هنا. حاول بعد قليل.');
});
