import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { EditionsModule } from '../editions/editions.module.ts';
import { ExportKinds } from './export-kinds.service.ts';
import { ExportRuns } from './export-runs.service.ts';
import { ExportsController } from './exports.controller.ts';
import { ExportsJobs } from './exports.jobs.ts';
import { Exports } from './exports.service.ts';
import { Printer } from './printer.service.ts';

@Module({
  imports: [AccountsModule, EditionsModule],
  controllers: [ExportsController],
  providers: [ExportKinds, Exports, ExportRuns, ExportsJobs, Printer],
  exports: [ExportKinds, Exports],
})
export class ExportsModule {}
