import { m } from '@vagval/text';
import type { Letter } from '../mail/mail.service.ts';
import { framed, titleOf, whenOf } from './bookings.mail.ts';
import type { LetterFacts } from './bookings.mail.ts';
import type { BookingRow } from './parties.sql.ts';

const factsOf = (facts: LetterFacts, booking: BookingRow) => ({
  title: titleOf(booking, facts),
  when: whenOf(booking, facts),
  place: booking.place ?? facts.party.edition.venue,
});

/** The station stands still. Nothing to say when it goes on again, or the places are gone, before the letter is written. */
export function pausedLetter(facts: LetterFacts, booking: BookingRow): Letter | undefined {
  if (booking.slotState !== 'paused' || booking.state !== 'confirmed') return undefined;
  const [it, options] = [factsOf(facts, booking), { locale: facts.locale }];
  return framed(facts, {
    subject: m.mail_party_paused_subject(it, options),
    preheader: m.mail_party_paused_preheader({}, options),
    heading: m.mail_party_paused_heading({}, options),
    lead: m.mail_party_paused_lead(it, options),
  });
}

/** It goes on, and the place is kept. */
export function resumedLetter(facts: LetterFacts, booking: BookingRow): Letter | undefined {
  if (booking.slotState !== 'open' || booking.state !== 'confirmed') return undefined;
  const [it, options] = [factsOf(facts, booking), { locale: facts.locale }];
  return framed(facts, {
    subject: m.mail_party_resumed_subject(it, options),
    preheader: m.mail_party_resumed_preheader({}, options),
    heading: m.mail_party_resumed_heading({}, options),
    lead: m.mail_party_resumed_lead(it, options),
  });
}
