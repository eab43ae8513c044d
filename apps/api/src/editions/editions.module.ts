import { Module } from '@nestjs/common';
import { EditionsController } from './editions.controller.ts';
import { EditionsService } from './editions.service.ts';

@Module({ controllers: [EditionsController], providers: [EditionsService], exports: [EditionsService] })
export class EditionsModule {}
