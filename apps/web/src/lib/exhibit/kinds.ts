import { m } from '@vagval/text';
import type { Locale } from '@vagval/text';

const kinds = {
  school: m.exhibit_kind_school,
  branch: m.exhibit_kind_branch,
  company: m.exhibit_kind_company,
  authority: m.exhibit_kind_authority,
};

/** What sort of exhibitor this is; a word nobody has translated is shown as it is. */
export function kindText(kind: string, locale: Locale): string {
  return Object.hasOwn(kinds, kind) ? kinds[kind as keyof typeof kinds]({}, { locale }) : kind;
}
