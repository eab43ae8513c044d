/** A page of a survey in which nothing has been answered, and nothing will be. */
export const emptySheet = <Q>(questions: Q[]) => ({
  at: 1,
  pages: [1],
  questions,
  last: true,
  answers: [],
  typed: {},
  kept: undefined,
  once: '',
  errors: {},
  summary: [],
});
