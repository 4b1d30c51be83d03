import type { Refusal } from '../../release/state/decision.ts';
import type { Freeze } from '../../release/state/line.ts';
import type { Service } from '../../service/service.ts';
import { texts } from '../../texts/texts.ts';
import type { CommandContext } from '../context.ts';
import { outcome } from '../facts/facts.ts';
import { privately, replyButton, type Reply } from '../reply.ts';

const { choice, freeze: freezing } = texts.replies;

/** Why a line takes nothing new, and the way on, where a form would be filled in for nothing. */
export async function refusedLine(
  refusal: Refusal,
  service: Service,
  { ledger }: CommandContext,
): Promise<Reply> {
  const { freeze } = await ledger.line(service.name);
  return refusal.code === 'frozen' && freeze
    ? frozen(service, freeze)
    : outcome(refusal, '', { service: service.name });
}

/** Who froze it, why, until when, who can end it, and a way to ask them. */
export function frozen(service: Service, freeze: Freeze): Reply {
  return privately(
    freezing.frozen(
      service.name,
      freeze,
      service.teams.map(({ name }) => name),
    ),
    replyButton(choice.askToUnfreeze, 'release ask-unfreeze', service.name),
  );
}
