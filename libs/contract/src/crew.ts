import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { CrewRole } from './planning.ts';
import { Edition, Id, Instant, Language, line, Texts } from './words.ts';

const CrewFields = z.object({
  name: line(80),
  languages: z.array(Language).max(10),
  roles: z.array(CrewRole).min(1).max(3),
});

export const CrewView = CrewFields.extend({
  id: Id,
  slots: z.array(
    z.object({
      id: Id,
      titles: Texts,
      role: CrewRole,
      startsAt: Instant,
      endsAt: Instant,
      place: z.string().nullable(),
    }),
  ),
}).meta({ id: 'CrewMember' });

export const listCrew = endpoint({
  method: 'GET',
  path: '/api/editions/:edition/crew',
  access: 'programme.write',
  summary: 'Hosts, speakers and language guides, with where they are when',
  params: Edition,
  reply: z.object({ items: z.array(CrewView), total: z.int() }).meta({ id: 'CrewList' }),
  refusals: ['not_found'],
});

export const addCrew = endpoint({
  method: 'POST',
  path: '/api/editions/:edition/crew',
  access: 'programme.write',
  summary: 'Add somebody who works at the edition',
  params: Edition,
  body: CrewFields.meta({ id: 'CrewFields' }),
  reply: z.object({ id: Id }).meta({ id: 'CrewAdded' }),
  status: 201,
  refusals: ['not_found', 'crew_name_taken'],
});

const OneCrew = z.object({ crew: Id });

export const changeCrew = endpoint({
  method: 'PUT',
  path: '/api/crew/:crew',
  access: 'programme.write',
  summary: 'Change a name, languages or roles',
  params: OneCrew,
  body: CrewFields.meta({ id: 'CrewChange' }),
  reply: z.object({ id: Id }).meta({ id: 'CrewChanged' }),
  refusals: ['not_found', 'crew_name_taken'],
});

export const removeCrew = endpoint({
  method: 'DELETE',
  path: '/api/crew/:crew',
  access: 'programme.write',
  summary: 'Remove somebody, from the slots too',
  params: OneCrew,
  reply: z.object({ id: Id }).meta({ id: 'CrewRemoved' }),
  refusals: ['not_found'],
});
