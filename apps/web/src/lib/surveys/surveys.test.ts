import { describe, expect, it } from 'vitest';
import { conditionChoices, pagesOf } from './questions.ts';

const question = (key: string, page: number, kind = 'single') => ({
  key,
  page,
  kind,
  text: { sv: key },
  options: [{ value: 1, text: { sv: 'Ja' } }],
});

describe('the questions of a survey', () => {
  it('stand by page', () => {
    const pages = pagesOf([question('a', 1), question('b', 1), question('c', 3)]);
    expect(pages.map(({ page, questions }) => [page, questions.length])).toEqual([
      [1, 2],
      [3, 1],
    ]);
  });

  it('depend on options of earlier pages only', () => {
    const all = [question('a', 1), question('b', 2), question('n', 1, 'number'), question('c', 3)];
    expect(conditionChoices(all, 3, 'sv').map(({ value }) => value)).toEqual(['a=1', 'b=1']);
  });
});
