import * as z from 'zod';

type Shape = Record<string, unknown> & {
  type?: string;
  properties?: Record<string, Shape>;
  required?: string[];
  anyOf?: Shape[];
  items?: Shape;
};

/** Ids that mean something, by the name of the property they stand in. */
export type Known = Readonly<Record<string, string>>;

const byFormat: Record<string, string> = {
  email: 'nagon@example.se',
  date: '2027-01-19',
  'date-time': '2027-01-19T09:30:00Z',
  uri: 'https://example.se',
};

function textOf(shape: Shape, name: string, known: Known): string {
  if (known[name] !== undefined) return known[name];
  if (shape['format'] === 'uuid') return '0198c000-0000-7000-8000-000000000000';
  return byFormat[String(shape['format'])] ?? 'abcd'.repeat(Math.ceil(Number(shape['minLength'] ?? 4) / 4));
}

function valueOf(shape: Shape, name: string, known: Known): unknown {
  if ('const' in shape) return shape['const'];
  if (Array.isArray(shape['enum'])) return (shape['enum'] as unknown[])[0];
  if (shape.anyOf?.[0]) return valueOf(shape.anyOf[0], name, known);
  if (shape.type === 'object') return objectOf(shape, known);
  if (shape.type === 'array')
    return shape.items && Number(shape['minItems'] ?? 0) > 0 ? [valueOf(shape.items, name, known)] : [];
  if (shape.type === 'integer' || shape.type === 'number') return Math.max(1, Number(shape['minimum'] ?? 1));
  return shape.type === 'boolean' ? true : textOf(shape, name, known);
}

const objectOf = ({ properties = {}, required = [] }: Shape, known: Known): object =>
  Object.fromEntries(required.map((name) => [name, valueOf(properties[name] ?? {}, name, known)]));

/** The smallest input a schema of the contract lets through: what it requires, and nothing more. */
export function smallest(schema: unknown, known: Known): object {
  const shape = z.toJSONSchema(schema as z.ZodType, { io: 'input', unrepresentable: 'any' });
  const value = valueOf({ ...shape, $defs: undefined } as unknown as Shape, '', known);
  return value as object;
}
