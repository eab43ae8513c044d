import { randomUUID } from 'node:crypto';
import { listClasses, registerClass } from '@vagval/contract';
import { redirect } from '@sveltejs/kit';
import { detailTexts, detailsOf, gradeOf } from '#lib/server/class-form.ts';
import { orBegin } from '#lib/server/classes.ts';
import { readForm, refused, stop } from '#lib/server/form.ts';
import { pathOf } from '#lib/school/classes.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event;
  const edition = await locals.edition();
  if (!edition.ok) stop(edition);
  const own = await locals.api(listClasses, { params: { edition: edition.data.slug } });
  if (!own.ok) orBegin(own, event);
  const { schools } = own.data;
  const wanted = schools.find(({ id }) => id === url.searchParams.get('school'));
  return { schools, school: (wanted ?? schools[0])?.id ?? '', key: randomUUID() };
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const sent = await readForm(request);
    const edition = await locals.edition();
    if (!edition.ok) return refused(edition, sent, locals.locale);
    const { arrival, phone, ...details } = detailsOf(sent);
    const registered = await locals.api(
      registerClass,
      {
        params: { edition: edition.data.slug },
        body: {
          ...details,
          school: sent.text('school') ?? '',
          grade: gradeOf(sent),
          ...(arrival && { arrival }),
          ...(phone && { phone }),
          locale: locals.locale,
        },
      },
      { headers: { 'idempotency-key': sent.text('key') ?? randomUUID() } },
    );
    if (registered.ok) redirect(303, locals.href(pathOf(registered.data, 'plan')));
    return refused(registered, sent, locals.locale, {
      refusals: { not_found: 'school' },
      texts: detailTexts(locals.locale),
    });
  },
};
