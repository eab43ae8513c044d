import { expect, it } from 'vitest';
import { closingLine, couldNot, fromPlaywright, fromVitest, verdict } from '../../../tools/checks/tally.mjs';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((it) => ({ status: it })),
});
const sum = (passed: number, failed: number, skipped: number, success = failed === 0) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: skipped,
  numTodoTests: 0,
  success,
});

it('counts tests, and what broke outside of them', () => {
  const good = { ...sum(2, 0, 0), testResults: [file('passed', 'passed', 'passed')] };
  expect(fromVitest(good)).toEqual({ passed: 2, failed: 0, skipped: 0 });
  const bad = { ...sum(1, 1, 0), testResults: [file('failed', 'failed', 'passed')] };
  expect(fromVitest(bad)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  const notLoaded = { ...sum(1, 0, 0, false), testResults: [file('passed', 'passed'), file('failed')] };
  expect(fromVitest(notLoaded)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  const notPrepared = { ...sum(0, 0, 2, false), testResults: [file('failed', 'skipped', 'skipped')] };
  expect(fromVitest(notPrepared)).toEqual({ passed: 0, failed: 1, skipped: 2 });
  const unhandled = { ...sum(1, 0, 0, false), testResults: [file('passed', 'passed')] };
  expect(fromVitest(unhandled)).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

it('takes a journey that passed only when tried again for a failure', () => {
  const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 2 };
  expect(fromPlaywright({ stats, errors: [{}] })).toEqual({ passed: 3, failed: 3, skipped: 2 });
});

it('closes with one line, in which a check that could not be made has failed', () => {
  const results = [verdict('eslint', { passed: true, output: '' }), couldNot('unit', new Error('no server'))];
  expect(closingLine(results)).toEqual({ line: '1 passed, 1 failed', failed: 1, skipped: 0 });
});
