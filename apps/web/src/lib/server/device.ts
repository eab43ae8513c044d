import type { Cookies } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';

const name = 'vagval_device';
const shape = /^([\w-]{20,100})\.([0-9a-f-]{36})$/;
/** A fair lasts three days and is prepared the day before. */
const maxAge = 5 * 24 * 3600;

export interface Device {
  token: string;
  door: string;
}

/** The phone's enrolment, which it carries itself. */
export function deviceOf(cookies: Cookies): Device | undefined {
  const [, token, door] = shape.exec(cookies.get(name) ?? '') ?? [];
  return token && door ? { token, door } : undefined;
}

export function keepDevice({ cookies, locals }: RequestEvent, { token, door }: Device): void {
  const secure = locals.origin.startsWith('https:');
  cookies.set(name, `${token}.${door}`, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge });
}

export const dropDevice = (cookies: Cookies): void => cookies.delete(name, { path: '/' });

export const asDevice = ({ token }: Device) => ({ headers: { authorization: `Bearer ${token}` } });
