import * as accounts from './accounts.ts';
import * as answering from './answering.ts';
import * as asking from './asking.ts';
import * as assist from './assist.ts';
import * as bookings from './bookings.ts';
import * as classes from './classes.ts';
import * as crew from './crew.ts';
import * as door from './door.ts';
import * as editions from './editions.ts';
import type { Endpoint } from './endpoint.ts';
import * as evaluation from './evaluation.ts';
import * as exhibitors from './exhibitors.ts';
import * as exports from './exports.ts';
import * as figures from './figures.ts';
import * as halls from './halls.ts';
import * as line from './line.ts';
import * as mail from './mail.ts';
import * as meetings from './meetings.ts';
import * as openings from './openings.ts';
import * as operations from './operations.ts';
import * as planning from './planning.ts';
import * as programme from './programme.ts';
import * as publishing from './publishing.ts';
import * as recorded from './recorded.ts';
import * as results from './results.ts';
import * as schools from './schools.ts';
import * as sheets from './sheets.ts';
import * as splits from './splits.ts';
import * as stand from './stand.ts';
import * as surveys from './surveys.ts';
import * as themes from './themes.ts';
import * as traffic from './traffic.ts';

export * from './accounts.ts';
export * from './answer-faults.ts';
export * from './answering.ts';
export * from './asking.ts';
export * from './assist.ts';
export * from './bookings.ts';
export * from './catalogue.ts';
export * from './classes.ts';
export * from './client.ts';
export * from './crew.ts';
export * from './door.ts';
export * from './editions.ts';
export * from './endpoint.ts';
export * from './evaluation.ts';
export * from './exhibitors.ts';
export * from './exports.ts';
export * from './figures.ts';
export * from './halls.ts';
export * from './line.ts';
export * from './mail.ts';
export * from './meetings.ts';
export * from './openings.ts';
export * from './operations.ts';
export * from './placeholders.ts';
export * from './planning.ts';
export * from './programme.ts';
export * from './publishing.ts';
export * from './recorded.ts';
export * from './results.ts';
export * from './schools.ts';
export * from './sheets.ts';
export * from './splits.ts';
export * from './stand.ts';
export * from './surveys.ts';
export * from './themes.ts';
export * from './traffic.ts';
export * from './words.ts';

const isEndpoint = (it: unknown): it is Endpoint =>
  typeof it === 'object' && it !== null && 'method' in it && 'path' in it && 'access' in it;

/** All endpoints; the name is the operationId. Whatever a feature file exports as an endpoint is in it. */
export const contract: Record<string, Endpoint> = Object.fromEntries(
  [
    editions,
    programme,
    planning,
    crew,
    openings,
    bookings,
    classes,
    schools,
    splits,
    assist,
    accounts,
    exhibitors,
    halls,
    door,
    stand,
    exports,
    figures,
    publishing,
    recorded,
    evaluation,
    sheets,
    asking,
    themes,
    results,
    line,
    mail,
    meetings,
    operations,
    traffic,
    answering,
    surveys,
  ]
    .flatMap((feature) => Object.entries(feature))
    .filter((entry): entry is [string, Endpoint] => isEndpoint(entry[1])),
);
