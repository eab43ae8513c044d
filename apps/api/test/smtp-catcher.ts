import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import type { ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface CaughtMail extends ParsedMail {
  readonly recipients: readonly string[];
  readonly raw: string;
}

export interface CatcherOptions {
  /** Called when a mail has been read whole, before it is answered: throw `smtpError` to refuse, await to stall. */
  onMail?: (mail: CaughtMail) => void | Promise<void>;
  /** Called at RCPT TO. */
  onRecipient?: (address: string) => void;
  /** Called at the greeting. */
  onConnect?: () => void;
}

/** What a server answers, for instance 451 or 550. */
export const smtpError = (responseCode: number, text: string): Error =>
  Object.assign(new Error(text), { responseCode });

export type Catcher = Awaited<ReturnType<typeof catchMails>>;

/** A mail server that keeps what it gets. Its behaviour may be changed while it runs. */
export async function catchMails(options: CatcherOptions = {}) {
  const mails: CaughtMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    onConnect: (_, done) => {
      answer(done, () => options.onConnect?.());
    },
    onRcptTo: ({ address }, _, done) => {
      answer(done, () => options.onRecipient?.(address));
    },
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const recipients = envelope.rcptTo.map(({ address }) => address);
        answer(done, () => keep(Buffer.concat(chunks), recipients));
      });
    },
  });
  server.on('error', () => undefined);

  async function keep(raw: Buffer, recipients: string[]): Promise<void> {
    const mail = { ...(await simpleParser(raw)), recipients, raw: raw.toString() };
    mails.push(mail);
    await options.onMail?.(mail);
  }

  const { promise: listening, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await listening;
  const { port } = server.server.address() as AddressInfo;
  return {
    mails,
    options,
    url: `smtp://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((closed) => {
        server.close(closed);
        for (const connection of server.connections) connection.close();
      }),
  };
}

function answer(done: (error?: Error | null) => void, work: () => void | Promise<void> | undefined): void {
  new Promise<void>((resolve) => resolve(work())).then(
    () => {
      done();
    },
    (error: unknown) => {
      done(error as Error);
    },
  );
}
