import { m } from '@vagval/text';
import type { Locale } from '@vagval/text';

type Words = (inputs: Record<string, never>, options: { locale: Locale }) => string;

const states: Record<string, Words> = {
  queued: m.organise_mail_queued,
  sending: m.organise_mail_sending,
  sent: m.organise_mail_sent,
  failed: m.organise_mail_failed,
  suppressed: m.organise_mail_suppressed,
};
const kinds: Record<string, Words> = {
  'party-confirmed': m.organise_mail_kind_party_confirmed,
  'party-changed': m.organise_mail_kind_party_changed,
  'party-cancelled': m.organise_mail_kind_party_cancelled,
  offer: m.organise_mail_kind_offer,
  'offer-expired': m.organise_mail_kind_offer_expired,
  'place-confirmed': m.organise_mail_kind_place_confirmed,
  'sign-in': m.organise_mail_kind_sign_in,
  reminder: m.meetings_kind_reminder,
  material: m.meetings_kind_material,
  'needs-due': m.meetings_kind_needs_due,
  'survey.invitation': m.asking_kind_invitation,
  'survey.reminder': m.asking_kind_reminder,
};
const tones = { sent: 'ok', failed: 'bad', queued: 'info', sending: 'info', suppressed: undefined } as const;

export const stateText = (state: string, locale: Locale): string => states[state]?.({}, { locale }) ?? state;

export const stateTone = (state: keyof typeof tones) => tones[state];

/** What a mail was for, in words; everything about an application is one kind to a reader. */
export function kindText(kind: string, locale: Locale): string {
  const words =
    kinds[kind] ?? (kind.startsWith('application-') ? m.organise_mail_kind_application : undefined);
  return words?.({}, { locale }) ?? kind;
}
