import { listNeeds, orderNeed } from '@vagval/contract';
import { redirect } from '@sveltejs/kit';
import { readForm, refused, stop } from '#lib/server/form.ts';
import { needCodes } from '#lib/ui/need-name.ts';
import type { NeedCode } from '#lib/ui/need-name.ts';
import type { Actions, PageServerLoad } from './$types';

const needOf = (text: string | null): NeedCode | undefined => needCodes.find((it) => it === text);

export const load: PageServerLoad = async ({ locals, url }) => {
  const edition = await locals.edition();
  if (!edition.ok) stop(edition);
  const need = needOf(url.searchParams.get('need'));
  const kind = url.searchParams.get('kind') ?? undefined;
  const query = { ...(need && { need }), ...(kind && { kind }) };
  const found = await locals.api(listNeeds, { params: { edition: edition.data.slug }, query });
  if (!found.ok) stop(found);
  const onlyDue = url.searchParams.has('due');
  const items = found.data.items.filter(({ due }) => due || !onlyDue);
  return { ...found.data, items, need, kind, onlyDue, done: url.searchParams.has('done') };
};

export const actions: Actions = {
  order: async ({ locals, request }) => {
    const sent = await readForm(request);
    const [language, note] = [sent.text('language'), sent.text('note')];
    const slot = sent.text('slot') ?? '';
    const written = await locals.api(orderNeed, {
      params: { slot, need: needOf(sent.text('need') ?? null) ?? 'interpreter' },
      body: { ordered: sent.has('ordered'), ...(language && { language }), ...(note && { note }) },
    });
    if (!written.ok) return refused(written, sent, locals.locale);
    redirect(303, `${locals.href('/organise/meetings/needs?done=order')}#slot-${slot}`);
  },
};
