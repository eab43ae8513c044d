import { Global, Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.ts';
import { Callers } from '../platform/session/caller.ts';
import { AccountJobs } from './accounts.jobs.ts';
import { AccountMail } from './accounts.mail.ts';
import { AccountsController } from './accounts.controller.ts';
import { Accounts } from './accounts.service.ts';
import { AccountCallers } from './callers.service.ts';

/** Global, because the guard around all features asks here who is calling. */
@Global()
@Module({
  imports: [MailModule],
  controllers: [AccountsController],
  providers: [Accounts, AccountMail, AccountJobs, { provide: Callers, useClass: AccountCallers }],
  exports: [Accounts, Callers],
})
export class AccountsModule {}
