import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { m } from '@vagval/text';
import type { Locale } from '@vagval/text';
import { ExportKinds } from '../exports/export-kinds.service.ts';
import type { Asked, Column, Row, Sheet, Table } from '../exports/export-kinds.service.ts';
import type { Tx } from '../platform/database.ts';
import { bookingLines, countBookings } from './bookings-file.sql.ts';
import type { BookingLine } from './bookings-file.sql.ts';

/** All bookings of an edition as a file, for whoever plans with them. */
@Injectable()
export class BookingsFile implements OnModuleInit {
  constructor(private readonly kinds: ExportKinds) {}

  onModuleInit(): void {
    this.kinds.register({
      kind: 'bookings',
      permission: 'booking.assist',
      formats: ['csv', 'xlsx'],
      title: ({ locale }) => m.exports_kind_bookings({}, { locale }),
      table: (asked, tx) => this.table(asked, tx),
    });
  }

  private async table({ edition, locale }: Asked, tx: Tx): Promise<Table> {
    const total = await countBookings(tx, edition.id);
    const inWords = wordsIn(locale);
    return {
      columns: columnsIn(locale),
      total,
      after: [definitionsIn(locale)],
      async *batches() {
        for await (const lines of bookingLines(tx, edition.id, locale)) yield lines.map(inWords);
      },
    };
  }
}

function columnsIn(locale: Locale): Column[] {
  const options = { locale };
  return [
    { title: m.exports_b_starts({}, options), kind: 'minute', width: 17 },
    { title: m.exports_b_activity({}, options), kind: 'text', width: 36 },
    { title: m.exports_b_kind({}, options), kind: 'text', width: 22 },
    { title: m.exports_b_language({}, options), kind: 'text', width: 14 },
    { title: m.exports_b_place({}, options), kind: 'text', width: 22 },
    { title: m.exports_b_party({}, options), kind: 'text', width: 16 },
    { title: m.exports_b_size({}, options), kind: 'number', width: 12 },
    { title: m.exports_b_grade({}, options), kind: 'text', width: 22 },
    { title: m.exports_b_municipality({}, options), kind: 'text', width: 18 },
    { title: m.exports_b_state({}, options), kind: 'text', width: 24 },
    { title: m.exports_b_places({}, options), kind: 'number', width: 9 },
    { title: m.exports_b_came({}, options), kind: 'number', width: 9 },
    { title: m.exports_b_slot({}, options), kind: 'text', width: 38 },
  ];
}

type Words = Readonly<Partial<Record<string, string>>>;

/** The words of one language, looked up once for all rows. */
function wordsIn(locale: Locale): (line: BookingLine) => Row {
  const options = { locale };
  const parties: Record<BookingLine['party'], string> = {
    family: m.exports_party_family({}, options),
    single: m.exports_party_single({}, options),
    group: m.exports_party_group({}, options),
    class: m.exports_party_class({}, options),
  };
  const states: Record<BookingLine['state'], string> = {
    waiting: m.exports_booking_waiting({}, options),
    offered: m.exports_booking_offered({}, options),
    confirmed: m.exports_booking_confirmed({}, options),
    cancelled: m.exports_booking_cancelled({}, options),
    released: m.exports_booking_released({}, options),
  };
  const grades: Words = {
    '8': m.booking_grade_8({}, options),
    '9': m.booking_grade_9({}, options),
    im: m.booking_grade_im({}, options),
    adapted: m.booking_grade_adapted({}, options),
    sfi: m.booking_grade_sfi({}, options),
    'newly-arrived': m.booking_grade_newly_arrived({}, options),
    other: m.booking_grade_other({}, options),
  };
  const languages = new Intl.DisplayNames([locale], { type: 'language' });
  return (it) => [
    it.starts,
    it.activity,
    it.kind,
    it.language && (languages.of(it.language) ?? it.language),
    it.place,
    parties[it.party],
    it.size,
    it.grade && (grades[it.grade] ?? it.grade),
    it.municipality,
    states[it.state],
    it.places,
    it.came,
    it.slot,
  ];
}

function definitionsIn(locale: Locale): Sheet {
  const options = { locale };
  return {
    name: m.exports_definitions({}, options),
    columns: [
      { title: m.exports_d_name({}, options), kind: 'text', width: 24 },
      { title: m.exports_d_definition({}, options), kind: 'text', width: 80 },
      { title: m.exports_d_source({}, options), kind: 'text', width: 30 },
    ],
    rows: [
      [
        m.exports_kind_bookings({}, options),
        m.exports_d_bookings({}, options),
        m.exports_d_source_bookings({}, options),
      ],
      [
        m.exports_b_came({}, options),
        m.exports_d_came({}, options),
        m.exports_d_source_bookings({}, options),
      ],
    ],
  };
}
