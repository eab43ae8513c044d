/** Headers that belong to one connection, and those that no longer fit once the body has been unpacked. */
const perHop = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

function without(headers: Headers, names: readonly string[]): Headers {
  const kept = new Headers(headers);
  for (const name of names) kept.delete(name);
  return kept;
}

/** Hands a request on to the API as it is, body and answer streaming, so that event streams and files pass too. */
export async function passOn(
  request: Request,
  target: string,
  from: Record<string, string>,
): Promise<Response> {
  const headers = without(request.headers, [...perHop, 'host', 'content-length', 'accept-encoding']);
  for (const [name, value] of Object.entries(from)) headers.set(name, value);
  headers.set('accept-encoding', 'identity');
  const sent: RequestInit & { duplex: 'half' } = {
    method: request.method,
    headers,
    body: request.body,
    duplex: 'half',
    redirect: 'manual',
    signal: request.signal,
  };
  const answer = await fetch(target, sent).catch(() => unreachable());
  return new Response(answer.body, {
    status: answer.status,
    headers: without(answer.headers, [...perHop, 'content-encoding', 'content-length']),
  });
}

function unreachable(): Response {
  const problem = { type: 'about:blank', title: 'The service does not answer', status: 503, code: 'unready' };
  const headers = { 'content-type': 'application/problem+json', 'retry-after': '5' };
  return new Response(JSON.stringify(problem), { status: 503, headers });
}
