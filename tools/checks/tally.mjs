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

/**
 * From Vitest's JSON report. A file that broke outside its tests (it could not be loaded, its preparation failed)
 * counts as one failure: its tests are only called skipped. So does whatever else made the run fail.
 */
export function fromVitest({ success, testResults, ...sum }) {
  const hasFailedTest = (file) => file.assertionResults.some(({ status }) => status === 'failed');
  const broken = testResults.filter((file) => file.status === 'failed' && !hasFailedTest(file)).length;
  const failed = sum.numFailedTests + broken;
  const untold = !success && failed === 0 ? 1 : 0;
  return {
    passed: sum.numPassedTests,
    failed: failed + untold,
    skipped: sum.numPendingTests + sum.numTodoTests,
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
