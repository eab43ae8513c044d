import { error, fail } from '@sveltejs/kit';
import type { ActionFailure } from '@sveltejs/kit';
import { fieldText, refusalText } from '@vagval/text';
import type { Locale } from '@vagval/text';

/** What was sent, by field name. A field sent several times keeps all its values. */
export class Sent {
  readonly #form: FormData;

  constructor(form: FormData) {
    this.#form = form;
  }

  /** The trimmed text of a field; undefined when it was left empty. */
  text(name: string): string | undefined {
    const value = this.#form.get(name);
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  }

  /** All texts of a field: check boxes, repeated rows. */
  all(name: string): string[] {
    return this.#form.getAll(name).filter((value) => typeof value === 'string' && value !== '') as string[];
  }

  /** NaN where something else than a whole number was written, so that the contract refuses it. */
  number(name: string): number | undefined {
    const text = this.text(name)?.replace(/[\s\u00a0]/g, '');
    if (text === undefined) return undefined;
    return /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
  }

  has(name: string): boolean {
    return this.#form.has(name);
  }

  /** To fill the form in again; nothing a visitor wrote is ever lost. */
  values(): Record<string, string[]> {
    const names = [...new Set(this.#form.keys())];
    return Object.fromEntries(names.map((name) => [name, this.all(name)]));
  }
}

/** Reads a posted form. */
export async function readForm(request: Request): Promise<Sent> {
  return new Sent(await request.formData());
}

/** What was pasted into a field, or stands in the file that was chosen instead. */
export async function pastedOrChosen(request: Request, field: string): Promise<string> {
  const form = await request.formData();
  const file = form.get('file');
  if (file instanceof File && file.size > 0) return file.text();
  const typed = form.get(field);
  return typeof typed === 'string' ? typed : '';
}

/** Any answer of the API that is not the one hoped for. */
export interface Unsuccessful {
  ok: false;
  code: string;
  status?: number | undefined;
  problem?: { status: number; errors?: { path: string; code: string; message: string }[] };
}

export interface Refusal {
  code: string;
  values: Record<string, string[]>;
  /** By field name. */
  errors: Record<string, string>;
  /** For ErrorSummary, in the order of the API. */
  summary: { field?: string | undefined; message: string }[];
}

export interface Naming {
  /** Where the API's path and the form's field differ: { '/body/contact/email': 'email' }. Else the path without /body, with dots. */
  fields?: Record<string, string>;
  /** A refusal that belongs beside a field: { over_party_size: 'size' }. */
  refusals?: Record<string, string>;
  /** Texts better than the general one, by code. */
  texts?: Record<string, string>;
}

/** Turns a refusal into what the page shows: field errors, a summary and everything the visitor wrote. */
export function refused(
  result: Unsuccessful,
  sent: Sent,
  locale: Locale,
  naming: Naming = {},
): ActionFailure<Refusal> {
  const found = result.problem?.errors;
  const summary = found?.length
    ? found.map((it) => fieldError(it, locale, naming))
    : [general(result, locale, naming)];
  const named = summary.flatMap(({ field, message }): [string, string][] =>
    field ? [[field, message]] : [],
  );
  const errors = Object.fromEntries(named.reverse());
  return fail(statusOf(result), { code: result.code, values: sent.values(), errors, summary });
}

/** A load that cannot show its page stops here; the error page speaks the visitor's language. */
export function stop(result: Unsuccessful): never {
  error(statusOf(result), { message: result.code, code: result.code });
}

function statusOf({ code, problem }: Unsuccessful): number {
  if (code === 'unreachable') return 503;
  return problem?.status ?? 502;
}

function general({ code }: Unsuccessful, locale: Locale, naming: Naming): Refusal['summary'][number] {
  return { field: naming.refusals?.[code], message: naming.texts?.[code] ?? refusalText(code, locale) };
}

function fieldError(
  it: { path: string; code: string },
  locale: Locale,
  naming: Naming,
): { field: string; message: string } {
  const field =
    naming.fields?.[it.path] ?? it.path.replace(/^\/(body|params|query)\//, '').replaceAll('/', '.');
  const message = naming.texts?.[field] ?? fieldText(it.path, it.code, locale);
  return { field, message };
}
