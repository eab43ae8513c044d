const reading = new Set(['GET', 'HEAD', 'OPTIONS']);
const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'];

/** Scheme and host as the visitor sees them: configured, else what the proxy says, else plain http and the Host header. */
export function originOf(request: Request, configured: string): string {
  if (configured) return configured;
  const scheme = request.headers.get('x-forwarded-proto') ?? 'http';
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host') ?? 'localhost';
  return `${scheme}://${host}`;
}

/**
 * Whether another site makes the visitor's browser write here. A browser names the page's origin on every write; a
 * program that names none may write JSON, which no form can send.
 */
export function isForeignWrite(request: Request, own: string): boolean {
  if (reading.has(request.method)) return false;
  const from = request.headers.get('origin');
  if (from !== null) return from !== own;
  return request.headers.get('sec-fetch-site') === 'cross-site' || isForm(request);
}

function isForm(request: Request): boolean {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  return type === undefined || type === '' || formTypes.includes(type);
}
