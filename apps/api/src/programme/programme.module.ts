import { Module } from '@nestjs/common';
import { EditionsModule } from '../editions/editions.module.ts';
import { ProgrammeController } from './programme.controller.ts';
import { ProgrammeService } from './programme.service.ts';

@Module({
  imports: [EditionsModule],
  controllers: [ProgrammeController],
  providers: [ProgrammeService],
  exports: [ProgrammeService],
})
export class ProgrammeModule {}
