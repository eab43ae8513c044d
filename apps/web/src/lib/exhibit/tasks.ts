import { formatDateTime, formatDay, m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import { isOpenToChange, lastDay, pathOf, stepText } from './steps.ts';
import type { Application, Step } from './steps.ts';

const states = { done: 'done', under_way: 'now', to_do: 'todo' } as const;
const words = {
  done: m.exhibit_task_done,
  under_way: m.exhibit_task_under_way,
  to_do: m.exhibit_task_to_do,
};

interface Reader {
  locale: Locale;
  href: (path: string) => string;
  timeZone: string;
}

function hintOf(
  it: Application,
  step: Step,
  done: boolean,
  { locale, timeZone }: Reader,
): string | undefined {
  const { accepted } = it.guidelines;
  if (step === 'guidelines' && done && accepted)
    return m.exhibit_task_accepted({ at: formatDateTime(accepted.at, locale, timeZone) }, { locale });
  if (step === 'summary' && it.submittedAt && done)
    return m.exhibit_task_sent({ at: formatDateTime(it.submittedAt, locale, timeZone) }, { locale });
  if (step === 'programmes' && !done && it.programmes.length)
    return m.exhibit_task_from_last_year({}, { locale });
  if (done || !it.closesAt) return undefined;
  return m.exhibit_task_by({ day: formatDay(lastDay(it.closesAt), locale, timeZone) }, { locale });
}

/** The list of what is done and left, in GR's order. `here`: the step shown now. */
export function tasksOf(it: Application, reader: Reader, here?: Step) {
  const { locale, href } = reader;
  return it.tasks.map(({ step, state }) => ({
    label: stepText(step, locale),
    href: isOpenToChange(it) ? href(pathOf(it, step)) : href(`${pathOf(it, 'summary')}#${step}`),
    hint: hintOf(it, step, state === 'done', reader),
    state: step === here && state !== 'done' ? ('now' as const) : states[state],
    says: (step === here && state === 'to_do' ? words.under_way : words[state])({}, { locale }),
  }));
}

/** What comes once there is a booth. */
export const laterTasks = (locale: Locale) =>
  [
    m.exhibit_later_orders({}, { locale }),
    m.exhibit_later_staff({}, { locale }),
    m.exhibit_later_presentation({}, { locale }),
    m.exhibit_later_evaluation({}, { locale }),
  ].map((label) => ({ label, state: 'later' as const, says: m.exhibit_task_later({}, { locale }) }));
