import { askOlder } from './older.ts';
import { eachOnce } from '../../release/seen/stands.ts';
import type { Build } from '../../release/state/build.ts';
import { inProduction } from '../../release/start/other-prereleases.ts';
import type { Refusal } from '../../release/state/decision.ts';
import { isOpen } from '../../release/state/release.ts';
import { replyButton, type Choice, type Reply, privately } from '../reply.ts';
import type { CommandContext } from '../context.ts';
import type { Service } from '../../service/service.ts';
import { texts } from '../../texts/texts.ts';
import { outcome } from '../facts/facts.ts';
import { askAmong, waitInLine } from './among.ts';
import type { Options } from './options.ts';
import { frozen } from './refused-line.ts';
import { openThread, whereItStands } from '../say/say.ts';

const { choice, prerelease: say, where } = texts.replies;

/** A second press so soon after the first is an accident, not a question. */
const accidentMs = 60_000;

/** Why nothing was started, and the way on from there. */
export async function refused(
  refusal: Refusal,
  service: Service,
  build: Build,
  options: Options,
  again: string,
  context: CommandContext,
): Promise<Reply> {
  const line = await context.ledger.line(service.name);
  const thread = await openThread(build, context);
  const there =
    refusal.code === 'not-alone' ? inProduction(line, await context.ledger.open(service.name)) : [];
  if (there.length > 0) return askAmong(there, build, options, line, context.now);
  if (refusal.code === 'already-running') return alreadyRunning(build, context, thread);
  if (refusal.code === 'older') return askOlder(line, build, options, context);
  if (refusal.code === 'frozen' && line.freeze) return frozen(service, line.freeze);
  const mayWait = refusal.code === 'moving' || refusal.because.says === 'noRoomBeside';
  const wait = mayWait ? waitInLine(build, options) : null;
  const change =
    context.place.door === 'form'
      ? replyButton(choice.changeOptions, 'prerelease change', again)
      : null;
  return outcome(refusal, '', { service: service.name, choices: [wait, thread, change] });
}

/** The build is out there already: where it stands, and who sent it. */
async function alreadyRunning(
  { service, version }: Build,
  context: CommandContext,
  thread: Choice | null,
): Promise<Reply> {
  const line = await context.ledger.line(service);
  const running = eachOnce(line, await context.ledger.open(service)).find(
    (release) => isOpen(release) && release.build.version === version,
  );
  if (!running) return privately(say.isRunning(`${service} ${version}`), thread);
  if (running.by?.id === context.caller.id && context.now - running.at <= accidentMs) {
    return privately(say.asked(context.now - running.at), thread);
  }
  const by = running.by ? ` ${where.startedBy(running.by.name)}` : '';
  return privately(
    [...whereItStands(running, line, context.now), `${by} ${say.unchanged}`],
    thread,
    replyButton(choice.showStatus, 'release status', running.id),
  );
}
