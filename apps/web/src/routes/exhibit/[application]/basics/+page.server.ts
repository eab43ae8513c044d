import { saveBasics } from '@vagval/contract';
import type { In } from '@vagval/contract';
import { changeable, goOn } from '#lib/server/application.ts';
import { readForm, refused } from '#lib/server/form.ts';
import { m } from '@vagval/text';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({ application: await changeable(event) });

const fields = [
  'displayName',
  'contactName',
  'contactEmail',
  'contactPhone',
  'website',
  'organisationNumber',
  'invoiceAddress',
  'invoiceReference',
  'peppolId',
] as const;

/** People leave the scheme out; the contract wants a whole address. */
const whole = (website: string): string => (/^\w+:/.test(website) ? website : `https://${website}`);

export const actions: Actions = {
  default: async (event) => {
    const { locals, params, request } = event;
    const sent = await readForm(request);
    const written = fields.flatMap((name): [string, string][] => {
      const text = sent.text(name);
      return text ? [[name, name === 'website' ? whole(text) : text]] : [];
    });
    const body = Object.fromEntries(written) as In<typeof saveBasics>['body'];
    const saved = await locals.api(saveBasics, { params, body });
    if (saved.ok) goOn(event, sent, 'basics');
    const options = { locale: locals.locale };
    return refused(saved, sent, locals.locale, {
      texts: {
        website: m.exhibit_website_wrong({}, options),
        organisationNumber: m.exhibit_organisation_number_wrong({}, options),
        peppolId: m.exhibit_peppol_wrong({}, options),
      },
    });
  },
};
