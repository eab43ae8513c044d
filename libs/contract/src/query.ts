import * as z from 'zod';

/** A yes or no in a URL; `z.coerce.boolean()` would read 'false' as true. */
export const flag = () => z.union([z.boolean(), z.stringbool()]);

/** A list in a URL: repeated (`day=a&day=b`) or with commas (`day=a,b`). */
export const list = <S extends z.ZodType<string, string>>(item: S) =>
  z
    .union([z.string(), z.array(z.string())])
    .transform((it) => [it].flat().flatMap((one) => one.split(',')))
    .pipe(z.array(item).max(100));

/** A whole number in a URL; `z.coerce.number()` alone would read '' as 0. */
export const int = (min: number, max: number) =>
  z
    .union([z.number(), z.string().regex(/^-?\d{1,15}$/)])
    .transform(Number)
    .pipe(z.int().min(min).max(max));
