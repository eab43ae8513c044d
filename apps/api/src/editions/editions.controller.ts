import { Controller } from '@nestjs/common';
import { currentEdition, listEditions } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { EditionsService } from './editions.service.ts';

@Controller()
export class EditionsController {
  constructor(private readonly editions: EditionsService) {}

  @Handle(currentEdition)
  current() {
    return this.editions.current();
  }

  @Handle(listEditions)
  list() {
    return this.editions.list();
  }
}
