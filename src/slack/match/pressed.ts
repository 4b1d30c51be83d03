import type { AnswerContext } from '../answer/answer-context.ts';
import { pickedText } from '../door/inbound.ts';
import { isRecorded } from '../answer/places.ts';
import type { SlackRequest } from './request.ts';

/**
 * A click counts only on the message Davy posted for it; answers that only their reader sees are
 * not kept in the ledger.
 */
export async function pressedForReal(
  { services, ledger }: Pick<AnswerContext, 'services' | 'ledger'>,
  { slack, origin }: SlackRequest,
): Promise<'yes' | 'not-yet' | 'no'> {
  if (!('type' in slack) || slack.type !== 'block_actions') return 'yes';
  // Home tabs and forms are Davy's own and shown to their owner alone.
  if (slack.container.type === 'view') return 'yes';
  if (!origin.pressed || origin.channel === null) return 'no';
  if (origin.pressed.ephemeral) return 'yes';
  return isRecorded(
    { channel: origin.channel, ts: origin.pressed.ts },
    pickedText(slack.actions[0] ?? {}),
    services,
    ledger,
  );
}
