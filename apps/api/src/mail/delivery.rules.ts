/** How long the sending waits for what, in milliseconds, and how often it tries. */
export interface Patience {
  readonly maxAttempts: number;
  readonly firstWaitMs: number;
  /** A mail that has been in somebody's hands for so long is taken back: the worker has died. */
  readonly heldMs: number;
  /** A promised mail that nobody has taken for so long is announced again: the job was lost. */
  readonly unheardMs: number;
  readonly sweepEveryMs: number;
  readonly connectMs: number;
  readonly socketMs: number;
}

/** Eight tries over a little more than two hours; `factor` shrinks all of it, the network's share only to 3 seconds. */
export function patienceOf(factor: number): Patience {
  const wait = (ms: number, atLeast: number) => Math.max(atLeast, Math.round(ms * factor));
  return {
    maxAttempts: 8,
    firstWaitMs: wait(60_000, 1),
    heldMs: wait(600_000, 1),
    unheardMs: wait(120_000, 1),
    sweepEveryMs: wait(15_000, 100),
    connectMs: wait(10_000, 3000),
    socketMs: wait(60_000, 3000),
  };
}

/** How long to wait after this try, counted from 1: each time twice as long. */
export const waitAfter = (attempt: number, { firstWaitMs }: Patience): number =>
  firstWaitMs * 2 ** (attempt - 1);

/** What an unsuccessful try means. `error` names codes alone, never an address or a text. */
export interface Verdict {
  readonly again: boolean;
  readonly error: string;
}

interface SmtpError {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

const aboutThisMail = /^(MAIL FROM|RCPT TO|DATA|API)/;
const enhanced = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})/;

/**
 * 5xx about the mail itself ends it (RFC 5321 4.2.1), and so does an address no server can be asked about. Everything
 * else is the world's fault and may pass: 4xx, lost connections, a server that refuses to talk to us at all.
 */
export function verdictOn(thrown: unknown): Verdict {
  const { code, command = '', responseCode, response = '' } = thrown as SmtpError;
  if (responseCode === undefined) return { again: code !== 'EENVELOPE', error: nameOf(thrown, code) };
  const status = enhanced.exec(response)?.[1];
  const error = status ? `${responseCode} ${status}` : String(responseCode);
  return { again: responseCode < 500 || !aboutThisMail.test(command), error };
}

const nameOf = (thrown: unknown, code: string | undefined): string =>
  (code ?? (thrown instanceof Error ? thrown.name : 'unknown')).slice(0, 40);

const address = /^[^\s\p{Cc}<>()[\]\\,;:"@]{1,64}@[^\s\p{Cc}<>()[\]\\,;:"@]{1,253}$/u;

/** One mailbox and nothing that a header or an SMTP command could take for more. */
export const isAddress = (text: string): boolean => address.test(text);

/** For lists that staff read: a…@example.se */
export const masked = (text: string | null): string => (text ? text.replace(/^(.)[^@]*@/u, '$1…@') : '–');
