/** Languages interpreters are most often asked for in; whoever needs another writes it in their own words. */
export const interpreterLanguages = [
  'ar',
  'so',
  'fa',
  'prs',
  'ti',
  'ckb',
  'kmr',
  'am',
  'bs',
  'bn',
  'en',
  'es',
  'fi',
  'fr',
  'ka',
  'om',
  'pl',
  'ps',
  'ro',
  'ru',
  'sq',
  'sr',
  'sw',
  'th',
  'tr',
  'uk',
  'ur',
  'vi',
  'zh',
] as const;

interface Asked {
  language: string;
  variety?: string;
}

/** What the fields of `InterpreterFields` say, as the API takes it; undefined when no language was chosen. */
export function interpreterOf(text: (name: string) => string | undefined): Asked | undefined {
  const [language, variety] = [text('interpreterLanguage'), text('interpreterVariety')];
  return language === undefined ? undefined : { language, ...(variety !== undefined && { variety }) };
}

/** Where the API's paths and the fields differ: for `refused`. */
export const interpreterPaths = {
  '/body/interpreter/language': 'interpreterLanguage',
  '/body/interpreter/variety': 'interpreterVariety',
} as const;
