import { Controller } from '@nestjs/common';
import { listHalls, readHall } from '@vagval/contract';
import type { In, Reply } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { HallsService } from './halls.service.ts';

@Controller()
export class HallsController {
  constructor(private readonly halls: HallsService) {}

  @Handle(listHalls)
  list({ params }: In<typeof listHalls>): Promise<Reply<typeof listHalls>> {
    return this.halls.list(params.edition);
  }

  @Handle(readHall)
  read({ params }: In<typeof readHall>): Promise<Reply<typeof readHall>> {
    return this.halls.read(params.edition, params.hall);
  }
}
