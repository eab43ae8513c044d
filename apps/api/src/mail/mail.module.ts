import { Module } from '@nestjs/common';
import { Delivery } from './delivery.service.ts';
import { MailController } from './mail.controller.ts';
import { MailJobs } from './mail.jobs.ts';
import { Mail, MailKinds } from './mail.service.ts';
import { Messages } from './messages.service.ts';
import { Smtp } from './smtp.service.ts';

@Module({
  controllers: [MailController],
  providers: [Mail, MailKinds, Messages, Delivery, Smtp, MailJobs],
  exports: [Mail, MailKinds],
})
export class MailModule {}
