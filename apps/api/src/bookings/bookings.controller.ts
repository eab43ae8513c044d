import { Controller } from '@nestjs/common';
import {
  acceptOffer,
  addBooking,
  bookParty,
  cancelBooking,
  cancelParty,
  changeBooking,
  changeParty,
  declineOffer,
  holdPlaces,
  moveBooking,
  partyCalendar,
  partyTicket,
  readParty,
  releaseHold,
} from '@vagval/contract';
import type { In, Reply } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { RepeatId } from '../platform/idempotency.ts';
import { ClientAddress } from '../platform/limits.ts';
import { Me, MyParty } from '../platform/session/caller.ts';
import type { Caller, PartyLink } from '../platform/session/caller.ts';
import { Bookings } from './bookings.service.ts';
import { Moves } from './moves.service.ts';
import { Parties } from './parties.service.ts';
import { PartyPapers } from './party-papers.service.ts';
import { VisitorHolds } from './visitor-holds.service.ts';

type View = Promise<Reply<typeof readParty>>;

@Controller()
export class BookingsController {
  constructor(
    private readonly bookings: Bookings,
    private readonly parties: Parties,
    private readonly papers: PartyPapers,
    private readonly holds: VisitorHolds,
    private readonly moves: Moves,
  ) {}

  @Handle(bookParty)
  book(
    { params, body }: In<typeof bookParty>,
    @RepeatId() repeatId: string | undefined,
    @Me() { account }: Caller,
  ): Promise<Reply<typeof bookParty>> {
    return this.bookings.book(params.edition, body, { repeatId, account });
  }

  @Handle(holdPlaces)
  hold(
    { params, body }: In<typeof holdPlaces>,
    @ClientAddress() from: string,
  ): Promise<Reply<typeof holdPlaces>> {
    return this.holds.ask(params.edition, body, from);
  }

  @Handle(releaseHold)
  release({ body }: In<typeof releaseHold>): Promise<Reply<typeof releaseHold>> {
    return this.holds.letGo(body.hold);
  }

  @Handle(readParty)
  read(_: In<typeof readParty>, @MyParty() link: PartyLink): View {
    return this.parties.read(link);
  }

  @Handle(changeParty)
  change({ body }: In<typeof changeParty>, @MyParty() link: PartyLink): View {
    return this.parties.change(link, body);
  }

  @Handle(cancelParty)
  cancel(_: In<typeof cancelParty>, @MyParty() link: PartyLink): View {
    return this.parties.cancel(link);
  }

  @Handle(addBooking)
  add({ body }: In<typeof addBooking>, @MyParty() link: PartyLink): View {
    return this.parties.add(link, body);
  }

  @Handle(changeBooking)
  changePlaces({ params, body }: In<typeof changeBooking>, @MyParty() link: PartyLink): View {
    return this.parties.changePlaces(link, params.booking, body.places);
  }

  @Handle(moveBooking)
  move({ params, body }: In<typeof moveBooking>, @MyParty() link: PartyLink): View {
    return this.moves.move(link, params.booking, body);
  }

  @Handle(cancelBooking)
  cancelBooking({ params }: In<typeof cancelBooking>, @MyParty() link: PartyLink): View {
    return this.parties.cancelBooking(link, params.booking);
  }

  @Handle(acceptOffer)
  accept({ params }: In<typeof acceptOffer>, @MyParty() link: PartyLink): View {
    return this.parties.accept(link, params.booking);
  }

  @Handle(declineOffer)
  decline({ params }: In<typeof declineOffer>, @MyParty() link: PartyLink): View {
    return this.parties.decline(link, params.booking);
  }

  @Handle(partyCalendar)
  calendar(_: In<typeof partyCalendar>, @MyParty() link: PartyLink): Promise<string> {
    return this.papers.calendar(link);
  }

  @Handle(partyTicket)
  ticket(_: In<typeof partyTicket>, @MyParty() link: PartyLink): Promise<string> {
    return this.papers.ticket(link);
  }
}
