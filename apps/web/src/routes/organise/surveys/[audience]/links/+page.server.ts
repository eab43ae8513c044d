import {
  closeSurveyLink,
  listSurveyLinks,
  makeClassLinks,
  makeSurveyLink,
  renewSurveyLink,
} from '@vagval/contract';
import { redirect } from '@sveltejs/kit';
import { doAndReturn, kept, mayWrite, surveyOf } from '#lib/server/asking.ts';
import { readForm, refused, stop } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event;
  const params = await surveyOf(event);
  const q = url.searchParams.get('q')?.trim().slice(0, 80);
  const page = Number(/^\d{1,3}$/.exec(url.searchParams.get('page') ?? '')?.[0] ?? 1) || 1;
  const links = await locals.api(listSurveyLinks, { params, query: { page, ...(q && { q }) } });
  if (!links.ok) stop(links);
  return {
    ...params,
    links: links.data,
    q,
    mayWrite: await mayWrite(locals),
    kept: kept(url),
    done: url.searchParams.get('done'),
    made: Number(url.searchParams.get('made') ?? 0) || 0,
    changed: Number(url.searchParams.get('changed') ?? 0) || 0,
  };
};

export const actions: Actions = {
  classes: async (event) => {
    const { locals, request, url } = event;
    const params = await surveyOf(event);
    const sent = await readForm(request);
    const result = await locals.api(makeClassLinks, { params });
    if (!result.ok) return refused(result, sent, locals.locale);
    const { made, changed } = result.data;
    const query = [kept(url), `done=classes&made=${made}&changed=${changed}`].filter(Boolean).join('&');
    redirect(303, locals.href(`/organise/surveys/${params.audience}/links?${query}`));
  },
  make: (event) =>
    doAndReturn(event, '/links', { done: 'done=made', anchor: '#open' }, (params, sent) => {
      const kind = sent.text('kind') === 'kiosk' ? 'kiosk' : 'open';
      const body = {
        kind,
        label: sent.text('label') ?? '',
        most: sent.number('most') ?? Number.NaN,
      } as const;
      return event.locals.api(makeSurveyLink, { params, body });
    }),
  close: (event) =>
    doAndReturn(event, '/links', { done: 'done=closed' }, (params, sent) =>
      event.locals.api(closeSurveyLink, { params: { ...params, link: sent.text('link') ?? '' } }),
    ),
  renew: (event) =>
    doAndReturn(event, '/links', { done: 'done=renewed' }, (params, sent) =>
      event.locals.api(renewSurveyLink, { params: { ...params, link: sent.text('link') ?? '' } }),
    ),
};
