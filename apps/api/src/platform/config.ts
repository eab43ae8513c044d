import * as z from 'zod';

const Url = z.url({ normalize: false });
const Count = z.coerce.number<string | number>().int().min(1);

const Environment = z.object({
  DATABASE_URL: Url,
  REDIS_URL: Url.optional(),
  SMTP_URL: Url.default('smtp://127.0.0.1:1025'),
  MAIL_FROM: z.email().default('besok@example.se'),
  WEB_ORIGIN: Url.default('http://127.0.0.1:3000'),
  WEB_URL: Url.optional(),
  CHROMIUM_PATH: z.string().optional(),
  API_HOST: z.string().default('127.0.0.1'),
  API_PORT: z.coerce.number<string | number>().int().min(0).max(65_535).default(3001),
  INSTALLATION_KEY: z.string().regex(/^[0-9a-f]{64}$/i, 'must be 32 bytes as 64 hex digits'),
  TRAFFIC_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'must be 32 bytes as 64 hex digits')
    .optional(),
  MAIL_WAIT_FACTOR: z.coerce.number<string | number>().positive().default(1),
  CLOCK_AT: z.iso.datetime({ offset: true }).optional(),
  SEED_TODAY: z.iso.date().optional(),
  DB_POOL: Count.default(10),
  LIMIT_FACTOR: z.coerce.number<string | number>().positive().default(1),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  RELAY_EVERY_MS: Count.default(200),
});
type Environment = z.output<typeof Environment>;

/** What the installation decides; read once at start. Every name is an environment variable in capitals. */
export class Config {
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  readonly smtpUrl: string;
  readonly mailFrom: string;
  /** Stretches or shrinks every wait of the sending: retries, timeouts, when a silent worker is given up. */
  readonly mailWaitFactor: number;
  readonly webOrigin: string;
  /** Where this process itself reaches the page server: behind a proxy not always at its public address. */
  readonly webUrl: string;
  /** The browser that prints pages to PDF; left out: no PDF is made. */
  readonly chromiumPath: string | undefined;
  readonly apiHost: string;
  readonly apiPort: number;
  readonly installationKey: Buffer;
  /** What the server of the pages shows to report visits; left out: the web is not counted. */
  readonly trafficKey: string | undefined;
  readonly clockAt: Date | undefined;
  /** The day the demonstration is made for, YYYY-MM-DD; left out: today. */
  readonly seedToday: string | undefined;
  readonly databasePool: number;
  readonly limitFactor: number;
  readonly logLevel: Environment['LOG_LEVEL'];
  readonly relayEveryMs: number;

  constructor(env: Environment) {
    this.databaseUrl = env.DATABASE_URL;
    this.redisUrl = env.REDIS_URL;
    this.smtpUrl = env.SMTP_URL;
    this.mailFrom = env.MAIL_FROM;
    this.mailWaitFactor = env.MAIL_WAIT_FACTOR;
    this.webOrigin = env.WEB_ORIGIN.replace(/\/$/, '');
    this.webUrl = (env.WEB_URL ?? env.WEB_ORIGIN).replace(/\/$/, '');
    this.chromiumPath = env.CHROMIUM_PATH;
    this.apiHost = env.API_HOST;
    this.apiPort = env.API_PORT;
    this.installationKey = Buffer.from(env.INSTALLATION_KEY, 'hex');
    this.trafficKey = env.TRAFFIC_KEY;
    this.clockAt = env.CLOCK_AT === undefined ? undefined : new Date(env.CLOCK_AT);
    this.seedToday = env.SEED_TODAY;
    this.databasePool = env.DB_POOL;
    this.limitFactor = env.LIMIT_FACTOR;
    this.logLevel = env.LOG_LEVEL;
    this.relayEveryMs = env.RELAY_EVERY_MS;
  }
}

/** Reads the environment; throws one message naming every variable that is missing or wrong. An empty one counts as absent. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (parsed.success) return new Config(parsed.data);
  const wrong = parsed.error.issues.map(({ path, message }) => `- ${path.join('.')}: ${message}`);
  throw new Error(`The environment is not complete:\n${wrong.join('\n')}`);
}
