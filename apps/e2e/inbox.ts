import { expect } from '@playwright/test';

interface Letter {
  id: string;
  subject: string;
  text: string;
  html: string;
  to: { address: string }[];
  attachments?: { contentType: string; fileName?: string; contentId?: string }[];
}

const inbox = process.env.INBOX_URL ?? 'http://localhost:1080';

const letters = async (): Promise<Letter[]> => (await (await fetch(`${inbox}/api/email`)).json()) as Letter[];

/** Waits for a letter to an address; `subject` narrows it. The newest one that fits. */
export async function letterTo(address: string, subject?: RegExp): Promise<Letter> {
  const fits = (it: Letter) =>
    it.to.some((to) => to.address === address) && (!subject || subject.test(it.subject));
  let found: Letter | undefined;
  await expect
    .poll(async () => (found = (await letters()).filter(fits).at(-1)) !== undefined, {
      message: `a letter to ${address}`,
      timeout: 20_000,
    })
    .toBe(true);
  return found as Letter;
}

/** How many letters an address has got so far. */
export const lettersTo = async (address: string): Promise<number> =>
  (await letters()).filter((it) => it.to.some((to) => to.address === address)).length;

/** The first link in a letter's text whose path fits. */
export function linkIn({ text }: Letter, path: RegExp): string {
  const links = text.match(/https?:\/\/[^\s<>"]+/g) ?? [];
  const found = links.find((link) => path.test(new URL(link).pathname));
  expect(found, `a link that fits ${path} in the letter`).toBeDefined();
  return String(found);
}

/** An address nobody else in this run writes to. */
export const freshAddress = (who: string): string => `${who}-${crypto.randomUUID().slice(0, 8)}@example.se`;
