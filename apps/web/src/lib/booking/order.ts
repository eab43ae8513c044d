import { Grade, WayToCome } from '@vagval/contract';
import { isLocale } from '@vagval/text';
import type { Locale } from '@vagval/text';
import { interpreterOf, interpreterPaths } from '#lib/meetings/interpreter.ts';
import type { Audience } from '#lib/programme/selection.ts';
import type { Sent, Unsuccessful } from '#lib/server/form.ts';
import { needCodes } from '#lib/ui/need-name.ts';
import { placesField, wishesOf } from './slot-lines.ts';

const oneOf = <T extends string>(known: readonly T[], text: string | undefined): T | undefined =>
  known.find((it) => it === text);

/** Who the form was for. */
export const audienceOf = (sent: Sent): Audience =>
  oneOf(['single', 'group', 'class'], sent.text('for')) ?? 'family';

/** A class is counts, never names; its size is all who come through the door. */
function classOf(sent: Sent) {
  const [pupils, staff] = [sent.number('pupils') ?? Number.NaN, sent.number('staff') ?? 0];
  const arrival = oneOf(WayToCome.options, sent.text('arrival'));
  const details = {
    school: sent.text('school') ?? '',
    className: sent.text('className') ?? '',
    grade: oneOf(Grade.options, sent.text('grade')) ?? ('' as 'other'),
    pupils,
    staff,
    ...(arrival && { arrival }),
  };
  return { size: pupils + staff, class: details };
}

function whoOf(sent: Sent, kind: Audience) {
  if (kind === 'class') return classOf(sent);
  return { size: kind === 'single' ? 1 : (sent.number('size') ?? Number.NaN) };
}

/** The booking as the API wants it, from the posted form. */
export function orderOf(sent: Sent, kind: Audience, locale: Locale) {
  const wanted = sent.text('language');
  const [email, hold] = [sent.text('email'), sent.text('hold')];
  const interpreter = interpreterOf((name) => sent.text(name));
  // Whoever has said which language needs one, ticked or not.
  const said = interpreter ? [...sent.all('needs'), 'interpreter'] : sent.all('needs');
  return {
    kind,
    ...whoOf(sent, kind),
    contact: { ...(email && { email }) },
    locale: isLocale(wanted) ? wanted : locale,
    needs: needCodes.filter((need) => said.includes(need)),
    ...(interpreter && { interpreter }),
    bookings: wishesOf(sent),
    ...(sent.has('protected') && { protected: true }),
    ...(sent.has('assisted') && { assisted: true }),
    ...(hold && hold.length <= 100 && { hold }),
  };
}

/** Where a refusal belongs: beside the choice it names, or beside the field it is about. */
export function naming(result: Unsuccessful, kind: Audience) {
  const slot = result.problem && 'slot' in result.problem ? String(result.problem.slot) : undefined;
  const byChoice = slot ? { [result.code]: placesField(slot) } : {};
  const size = kind === 'class' ? 'pupils' : 'size';
  return {
    fields: {
      '/body/size': size,
      '/body/contact/email': 'email',
      ...interpreterPaths,
      '/body/class/school': 'school',
      '/body/class/className': 'className',
      '/body/class/grade': 'grade',
      '/body/class/pupils': 'pupils',
      '/body/class/staff': 'staff',
    },
    refusals: { contact_required: 'email', over_party_size: size, ...byChoice },
  };
}
