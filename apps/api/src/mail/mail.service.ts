import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import type { Tx } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import type { MessageRow } from './mail.entity.ts';
import { insertPromise } from './mail.sql.ts';

/** What a mail says. Plain text everywhere: escaping, direction and the text part are the frame's business. */
export interface Letter {
  readonly to: string;
  readonly locale: 'sv' | 'en' | 'ar';
  readonly subject: string;
  /** What a list of mails shows after the subject. */
  readonly preheader: string;
  readonly heading: string;
  readonly lead: string;
  /** Name of the fair in the band at the top. */
  readonly sender?: string;
  /** `text` is what the code holds, `reference` what a person can read aloud, `label` what the picture is called. */
  readonly ticket?: { readonly text: string; readonly reference: string; readonly label: string };
  readonly rows?: readonly LetterRow[];
  readonly paragraphs?: readonly string[];
  readonly button?: { readonly label: string; readonly href: string };
  /** A smaller way beside the button: text, then the link, then what comes of it. */
  readonly secondary?: {
    readonly text: string;
    readonly label: string;
    readonly href: string;
    readonly after?: string;
  };
  readonly footer?: readonly string[];
  /** The same letter in other languages, where such pages exist. */
  readonly languages?: readonly { readonly locale: 'sv' | 'en' | 'ar'; readonly href: string }[];
  /** `content` is a whole VCALENDAR whose METHOD is the same. */
  readonly calendar?: { readonly method: 'REQUEST' | 'CANCEL' | 'PUBLISH'; readonly content: string };
  /** A box somebody reads; the footer names it too. */
  readonly replyTo?: string;
}

export interface LetterRow {
  readonly time?: string;
  readonly title: string;
  readonly detail?: string;
  readonly tag?: string;
}

/** Writes the letter of a message; undefined when there is nothing to say any more (the message ends as suppressed). */
export type Compose = (message: MessageRow) => Promise<Letter | undefined>;

/** Who writes which letter; features register theirs when the application starts. */
@Injectable()
export class MailKinds {
  private readonly composers = new Map<string, Compose>();

  register(kind: string, compose: Compose): void {
    if (this.composers.has(kind)) throw new Error(`Two features write mails of kind '${kind}'`);
    this.composers.set(kind, compose);
  }

  find(kind: string): Compose | undefined {
    return this.composers.get(kind);
  }
}

interface Promised {
  readonly kind: string;
  /** Unique for ever, for instance `booking/<id>/confirmed`. */
  readonly purposeKey: string;
  readonly locale: string;
  readonly editionId?: string;
  readonly bookingId?: string;
}

/** Whom the mail is about; the address is read from there at the moment of sending. */
type About =
  | { readonly partyId: string }
  | { readonly applicationId: string }
  | { readonly signInLinkId: string }
  | { readonly organiserId: string }
  | { readonly surveyInvitationId: string };

/** Promises mails. What is promised in a transaction that commits is sent, or told as failed. */
@Injectable()
export class Mail {
  constructor(private readonly clock: Clock) {}

  /** The id of the new message, or undefined when this purpose has been promised before. */
  promise(tx: Tx, promised: Promised & About): Promise<string | undefined> {
    // Last, since callers hand over whole rows, which have ids of their own.
    return insertPromise(tx, { ...promised, id: newId(), at: this.clock.now() });
  }
}
