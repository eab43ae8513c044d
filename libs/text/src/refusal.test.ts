import { describe, expect, it } from 'vitest';
import { fieldText, refusalText } from './refusal.ts';

describe('what is wrong with a field', () => {
  it.each([
    ['/body/contact/email', 'invalid_format', 'field_email'],
    ['/body/contactEmail', 'required', 'field_email'],
    ['/body/contactPhone', 'invalid_format', 'field_phone'],
    ['/body/size', 'too_big', 'field_too_big'],
    ['/body/size', 'required', 'field_required'],
    ['/query/day', 'never_heard_of', 'field_invalid'],
  ])('%s %s', (path, code, text) => {
    expect(fieldText(path, code, 'ar')).toBe(refusalText(text, 'ar'));
    expect(refusalText(text, 'ar')).not.toBe(refusalText('unknown', 'ar'));
  });
});
