import { Controller } from '@nestjs/common';
import { takeTraffic } from '@vagval/contract';
import type { In } from '@vagval/contract';
import { Handle } from '../platform/contract/handle.ts';
import { TrafficService } from './traffic.service.ts';

@Controller()
export class TrafficController {
  constructor(private readonly traffic: TrafficService) {}

  @Handle(takeTraffic)
  take({ body }: In<typeof takeTraffic>) {
    return this.traffic.take(body);
  }
}
