import { neighbours, programmes, region } from './reference.ts';
import type { Row } from './sheet.ts';

export const programmeRows = (): Row[] =>
  programmes.map(({ code, sv, en, ar, kind, successor }) => ({
    code,
    name: { sv, ...(en && { en }), ...(ar && { ar }) },
    kind,
    successor: successor ?? null,
  }));

export const municipalityRows = (): Row[] => [
  ...region.map(({ code, name }) => ({ code, name, in_region: true })),
  ...neighbours.map(({ code, name }) => ({ code, name, in_region: false })),
];
