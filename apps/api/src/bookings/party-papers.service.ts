import { Injectable } from '@nestjs/common';
import type { Locale } from '@vagval/text';
import { renderSVG } from 'uqr';
import type { Link } from '../platform/links.ts';
import { calendarOf } from './bookings.calendar.ts';
import { PartyPages } from './party-pages.service.ts';

/** What a party can take along: its calendar file and the picture of its ticket. */
@Injectable()
export class PartyPapers {
  constructor(private readonly pages: PartyPages) {}

  async calendar(link: Link): Promise<string> {
    const { party, bookings } = await this.pages.rowsOf(link);
    const confirmed = bookings.filter(({ state }) => state === 'confirmed');
    return calendarOf({ party, bookings: confirmed, locale: party.locale as Locale });
  }

  async ticket(link: Link): Promise<string> {
    const { ticket } = await this.pages.read(link);
    return renderSVG(ticket, { ecc: 'M', border: 4 });
  }
}
