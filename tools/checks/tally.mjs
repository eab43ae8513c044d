// One way of counting for every kind of check.

/** The result of a check that either holds or not. */
export const verdict = (name, { passed, output }) => ({
  name,
  passed: passed ? 1 : 0,
  failed: passed ? 0 : 1,
  skipped: 0,
  output,
});

/** A check that could not be made counts as failed: a run that did not happen proves nothing. */
export const couldNot = (name, error) =>
  verdict(name, { passed: false, output: String(error?.message ?? error) });

/** The sum of results, in the words of the closing line. */
export function closingLine(results) {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  return {
    line: `${sum('passed')} passed, ${sum('failed')} failed`,
    failed: sum('failed'),
    skipped: sum('skipped'),
  };
}

/** From Vitest's JSON report: a file that could not be loaded has no tests, and counts as one failure. */
export function fromVitest(report) {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** From Playwright's JSON report: a test that passed only when tried again has not passed. */
export function fromPlaywright({ stats, errors }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}
