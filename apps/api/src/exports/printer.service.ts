import { Injectable } from '@nestjs/common';
import type { Locale } from '@vagval/text';
import type { Browser, BrowserServer } from 'playwright-core';
import { Config } from '../platform/config.ts';
import { sessionCookieName } from '../platform/session/session-cookie.ts';

/** As whom and in which language a page is printed. */
interface Reader {
  readonly token: string;
  readonly locale: Locale;
}

const patienceMs = 30_000;
const a4 = { width: 794, height: 1123 };

/** Prints our own pages to PDF by a browser of its own for each, which sees nothing but our own page server. */
@Injectable()
export class Printer {
  constructor(private readonly config: Config) {}

  /** Whether this installation has a browser to print with. */
  get ready(): boolean {
    return this.config.chromiumPath !== undefined;
  }

  /** The page as a tagged PDF in its language. Throws when it is not shown at once to this reader. */
  async print(path: string, reader: Reader): Promise<Buffer> {
    // Only a worker ever prints, so that no other process loads what drives the browser.
    const { chromium } = await import('playwright-core');
    const server = await chromium.launchServer({
      executablePath: this.config.chromiumPath ?? '',
      args: [...quiet, ...this.onlyOurs()],
      timeout: patienceMs,
    });
    const timer = setTimeout(() => void server.kill(), patienceMs);
    try {
      const browser = await chromium.connect(server.wsEndpoint());
      return await this.printed(browser, path, reader);
    } finally {
      clearTimeout(timer);
      await closed(server);
    }
  }

  private async printed(browser: Browser, path: string, { token, locale }: Reader): Promise<Buffer> {
    const { webUrl } = this.config;
    const context = await browser.newContext({
      javaScriptEnabled: false,
      serviceWorkers: 'block',
      viewport: a4,
      locale,
      // A page server behind a proxy wants to be told where a visitor comes from.
      extraHTTPHeaders: { 'x-forwarded-for': '127.0.0.1' },
    });
    await context.route('**/*', (route) =>
      new URL(route.request().url()).origin === new URL(webUrl).origin ? route.continue() : route.abort(),
    );
    await context.addCookies([{ name: sessionCookieName, value: token, url: webUrl, httpOnly: true }]);
    const page = await context.newPage();
    const address = `${webUrl}${locale === 'sv' ? '' : `/${locale}`}${path}`;
    const answer = await page.goto(address, { waitUntil: 'load', timeout: patienceMs });
    if (answer?.status() !== 200 || page.url() !== address)
      throw new Error('The page to print was not shown');
    await page.emulateMedia({ media: 'print' });
    return page.pdf({ tagged: true, outline: true, preferCSSPageSize: true, printBackground: true });
  }

  /** Names of all other machines lead nowhere, also after a redirect, which no interception sees. */
  private onlyOurs(): string[] {
    return [`--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE ${new URL(this.config.webUrl).hostname}`];
  }
}

const quiet = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

const closeMs = 3000;

/** A browser that does not go when told to is ended by its process. */
async function closed(server: BrowserServer): Promise<void> {
  const timer = setTimeout(() => void server.kill(), closeMs);
  await server.close().catch(() => undefined);
  clearTimeout(timer);
}
