import type { Call } from '@vagval/contract';
import type { Locale } from '@vagval/text';
import type { EditionResult, SessionResult } from '#lib/server/ask.ts';

declare global {
  namespace App {
    interface Error {
      code?: string;
    }
    interface Locals {
      /** The API, speaking for this visitor: language, session and address go along. */
      api: Call;
      locale: Locale;
      /** Scheme and host as the visitor sees them. */
      origin: string;
      /** The time of this request; the only clock a page asks. */
      now: Date;
      /** A page's address in the visitor's language, for redirects: href('/programme'). */
      href: (path: string) => string;
      /** Asked once per request, however many loads want it. */
      edition: () => Promise<EditionResult>;
      session: () => Promise<SessionResult>;
    }
  }
}

export {};
