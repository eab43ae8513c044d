import { Injectable } from '@nestjs/common';
import { mayByRole, roles } from '@vagval/contract';
import type {
  In,
  listMessages as ListMessages,
  Permission,
  Reply,
  retryMessage as RetryMessage,
} from '@vagval/contract';
import { refuse } from '../platform/contract/refusal.ts';
import { Database } from '../platform/database.ts';
import type { CallerAccount } from '../platform/session/caller.ts';
import { masked } from './delivery.rules.ts';
import { countByState, findReadable, listMessages, readableEdition, requeue } from './messages.sql.ts';
import type { ListedMessage, Reader } from './messages.sql.ts';

type View = Reply<typeof RetryMessage>;

const readerOf = ({ id }: CallerAccount, permission: Permission): Reader => ({
  account: id,
  roles: roles.filter((role) => mayByRole[role].includes(permission)),
});

const viewOf = ({ address, queuedAt, sentAt, ...message }: ListedMessage): View => ({
  ...message,
  to: masked(address),
  queuedAt: queuedAt.toISOString(),
  sentAt: sentAt?.toISOString() ?? null,
});

/** What became of the mails, for those who must know. */
@Injectable()
export class Messages {
  constructor(private readonly db: Database) {}

  async list(
    me: CallerAccount,
    { params, query }: In<typeof ListMessages>,
  ): Promise<Reply<typeof ListMessages>> {
    const edition = await readableEdition(this.db, params.edition, readerOf(me, 'message.read'));
    if (!edition) throw refuse('not_found');
    const [items, counts] = await Promise.all([
      listMessages(this.db, { edition, ...query }),
      countByState(this.db, edition),
    ]);
    const counted = counts.filter(({ state }) => query.state === undefined || state === query.state);
    return {
      items: items.map(viewOf),
      total: counted.reduce((sum, { count }) => sum + count, 0),
      byState: Object.fromEntries(counts.map(({ state, count }) => [state, count])),
    };
  }

  /** Puts a failed mail back into the queue with all its tries. */
  retry(me: CallerAccount, id: string): Promise<View> {
    return this.db.transaction(async (tx) => {
      const message = await findReadable(tx, id, readerOf(me, 'message.retry'));
      if (!message) throw refuse('not_found');
      if (message.state !== 'failed') throw refuse('wrong_state', { state: message.state });
      await requeue(tx, id);
      return viewOf({ ...message, state: 'queued', attempts: 0, error: null });
    });
  }
}
