import type { NestFastifyApplication } from '@nestjs/platform-fastify';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
const origin = 'http://test';

/** A fetch that never leaves the process: the real client against the real application, without a port. */
export const fetchFrom =
  (app: NestFastifyApplication): typeof fetch =>
  async (input, init) => {
    const request = new Request(input instanceof Request ? input : new URL(String(input), origin), init);
    const { statusCode, headers, rawPayload } = await app.inject({
      method: request.method as Method,
      url: request.url.slice(origin.length),
      headers: Object.fromEntries(request.headers),
      ...(request.body && { payload: Buffer.from(await request.arrayBuffer()) }),
    });
    const body = statusCode === 204 ? null : new Uint8Array(rawPayload);
    return new Response(body, { status: statusCode, headers: headers as Record<string, string> });
  };
