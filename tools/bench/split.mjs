// Splitting 600 classes over a whole fair: time, longest block, and first wishes against a bound nobody can pass.
import { setImmediate as rest } from 'node:timers/promises';
import { faultsIn } from '../../apps/api/src/classes/split-check.rules.ts';
import { splitClasses } from '../../apps/api/src/classes/split.rules.ts';
import { wholeFair } from '../../apps/api/test/split-cases.ts';
import { boundModel, total, visitsByWeight } from '../../apps/api/test/split-models.ts';
import { openSolver } from '../../apps/api/test/split-solver.ts';
import { Stop } from '../stack/workspace.mjs';

const firstWishes = [0, 0, 0, 1];
const anyVisits = [1, 1, 1, 1];
const day = 86_400_000;

/** One row for each fair, printed by the caller. */
export async function splitting({ classes = 600, fairs = 5, say = () => undefined } = {}) {
  const best = await openSolver();
  const rows = [];
  for (let fair = 1; fair <= fairs; fair += 1) {
    const input = wholeFair(classes, `fair ${fair}`);
    const { answers, seconds, blocked } = await timed(input);
    const faults = faultsIn(input, answers);
    if (faults.length) throw new Stop(`The split is not allowed: ${faults.join(', ')}`);
    const counts = visitsByWeight(input, answers);
    rows.push({ fair, ...about(input, answers, counts), ...near(input, counts, best), seconds, blocked });
    say(`split ${fair} of ${fairs}`);
    await rest();
  }
  return rows;
}

async function timed(input) {
  let last = performance.now();
  let longest = 0;
  const beat = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(beat, 5);
  const from = performance.now();
  const answers = await splitClasses(input);
  clearInterval(timer);
  beat();
  return {
    answers,
    seconds: ((performance.now() - from) / 1000).toFixed(1),
    blocked: `${Math.round(longest)} ms`,
  };
}

function about(input, answers, [unwished, third, second, first]) {
  const groups = answers.flatMap((answer) => answer.groups);
  const visiting = answers.filter((answer) => answer.groups.some(({ visits }) => visits.length));
  const places = input.slots.reduce((sum, { free }) => sum + free, 0);
  const filled = groups.reduce((sum, { size, visits }) => sum + size * visits.length, 0);
  return {
    'wishes 1/2/3/none': [first, second, third, unwished].join('/'),
    'places filled': `${filled} of ${places}`,
    'classes with a visit': `${visiting.length} of ${answers.length}`,
  };
}

/** A day at a time: no class is there on two. */
function near(input, counts, best) {
  const days = Object.values(Object.groupBy(input.slots, ({ startsAt }) => Math.floor(startsAt / day)));
  const bound = (worth) =>
    days.reduce((sum, slots) => {
      const on = Math.floor(slots[0].startsAt / day);
      const classes = input.classes.filter(({ from }) => Math.floor(from / day) === on);
      return sum + best(boundModel({ ...input, slots, classes }, worth));
    }, 0);
  const ratio = (worth) => (total(counts, worth) / bound(worth)).toFixed(3);
  return { 'first wishes of LP bound': ratio(firstWishes), 'visits of LP bound': ratio(anyVisits) };
}
