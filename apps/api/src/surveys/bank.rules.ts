import type { Wording } from '@vagval/contract';
import type * as z from 'zod';

export type NewWording = z.output<typeof Wording>;

export interface Wrong {
  readonly path: string;
  readonly code: string;
}

const mostSteps = 10;

/** Without what its kind has no use for. */
export function fitted({ options, rows, least, most, ...it }: NewWording): NewWording {
  const bounded = it.kind === 'scale' || it.kind === 'number';
  return {
    ...it,
    ...(options && takesOptions[it.kind] !== 'none' && { options }),
    ...(rows && it.kind === 'matrix' && { rows }),
    ...(bounded && least !== undefined && { least }),
    ...(bounded && most !== undefined && { most }),
  };
}

/** What is wrong with a question beyond what each of its fields can tell; empty when it can be asked. */
export function wrongsOf(it: NewWording): Wrong[] {
  return [...optionsWrong(it), ...rowsWrong(it), ...boundsWrong(it)];
}

const takesOptions: Readonly<Record<NewWording['kind'], 'needs' | 'may' | 'none'>> = {
  single: 'needs',
  several: 'needs',
  matrix: 'needs',
  scale: 'may',
  number: 'none',
  text: 'none',
};

function optionsWrong({ kind, options = [], least = 0, most = 0 }: NewWording): Wrong[] {
  const path = '/body/options';
  const takes = takesOptions[kind];
  if (takes === 'needs' && options.length < 2) return [{ path, code: 'options_missing' }];
  const values = options.map(({ value }) => value);
  if (new Set(values).size < values.length) return [{ path, code: 'option_twice' }];
  if (kind === 'scale' && values.some((value) => value < least || value > most))
    return [{ path, code: 'option_outside' }];
  return kind !== 'several' && options.some(({ alone }) => alone) ? [{ path, code: 'alone_unused' }] : [];
}

function rowsWrong({ kind, rows = [] }: NewWording): Wrong[] {
  const path = '/body/rows';
  if (kind !== 'matrix') return [];
  if (rows.length === 0) return [{ path, code: 'rows_missing' }];
  return new Set(rows.map(({ key }) => key)).size < rows.length ? [{ path, code: 'row_twice' }] : [];
}

function boundsWrong({ kind, least, most }: NewWording): Wrong[] {
  const path = '/body/most';
  if (kind === 'scale' && (least === undefined || most === undefined))
    return [{ path, code: 'bounds_missing' }];
  if (least === undefined || most === undefined) return [];
  if (most <= least) return [{ path, code: 'bounds_turned' }];
  const steps =
    kind === 'scale' && (!Number.isInteger(least) || !Number.isInteger(most) || most - least > mostSteps);
  return steps ? [{ path, code: 'scale_too_long' }] : [];
}
