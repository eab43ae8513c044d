import { Controller } from '@nestjs/common';
import { listExhibitors, readExhibitor } from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { ExhibitorsService } from './exhibitors.service.ts';

@Controller()
export class ExhibitorsController {
  constructor(private readonly exhibitors: ExhibitorsService) {}

  @Handle(listExhibitors)
  list({ params, query }: In<typeof listExhibitors>) {
    return this.exhibitors.list(params.edition, query);
  }

  @Handle(readExhibitor)
  read({ params }: In<typeof readExhibitor>) {
    return this.exhibitors.read(params.edition, params.exhibitor);
  }
}
