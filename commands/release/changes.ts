import type { RegisteredBuild } from '../../src/release/state/build.ts';
import { about, defineCommand, type Fact, given } from '../../src/command-kit/command.ts';
import { replyButton, type Reply, privately } from '../../src/command-kit/reply.ts';
import type { CommandContext } from '../../src/command-kit/context.ts';
import { foundIn, type Service } from '../../src/service/service.ts';
import { unquoted } from '../../src/command-kit/words.ts';
import { texts } from '../../src/texts/texts.ts';
import { changesBetween } from '../../src/views/changes/changelog.ts';
import { buildsOf } from '../../src/command-kit/facts/ready-builds.ts';
import { findService } from '../../src/command-kit/find/find.ts';

const {
  choice,
  find,
  see: { changes: say, share: shared },
} = texts.replies;

/**
 * What lies between two builds, to whoever asks; `share` posts it in the service's channel. Also
 * the Share button.
 */
export const changesCommand = defineCommand('release changes', {
  inThread: true,
  async run(words, context, command) {
    const share = words[0]?.toLowerCase() === 'share';
    const said = share ? words.slice(1) : words;
    const meant =
      context.place.release === null || said.length > 0
        ? null
        : await context.ledger.release(context.place.release);
    if (meant)
      return between(
        { service: meant.service, from: meant.target, to: meant.build, share },
        context,
      );
    return about(findService, (service, _, ends) =>
      given(rangeOf(service, ends, context), (range) =>
        between({ service: service.name, ...range, share }, context),
      ),
    )(said, context, command);
  },
});

type Range = Fact<{ readonly from: RegisteredBuild | null; readonly to: RegisteredBuild }>;

async function rangeOf(
  service: Service,
  words: readonly string[],
  context: CommandContext,
): Promise<Range> {
  const [from = '', to = ''] = endsIn(
    words
      .map((word) => word.replaceAll(/["'`,]/g, ''))
      .filter((word) => !/^(\.{2,3}|…)$/.test(word)),
  ).map(unquoted);
  const before =
    from === ''
      ? (await context.ledger.line(service.name)).live
      : await context.ledger.build(service.name, from);
  if (from !== '' && before === null)
    return { kind: 'reply', reply: await unknown(service, from, context) };
  const after =
    to === ''
      ? await nextOf(service, from === '' ? null : before, context)
      : await context.ledger.build(service.name, to);
  if (after) return { kind: 'known', value: { from: before, to: after } };
  return {
    kind: 'reply',
    reply:
      to === ''
        ? privately(say.nothingToCompare(service.name))
        : await unknown(service, to, context),
  };
}

/**
 * `1.41.2..1.42.0`, or the two apart; an end that is left out is empty. Phones make one character
 * of three dots.
 */
function endsIn([first = '', second]: readonly string[]): readonly [from: string, to: string] {
  const [, from, to] = /^(.*?)(?:\.{2,3}|…)([^]*)$/.exec(first) ?? [];
  if (from !== undefined && to !== undefined) return [from, to === '' ? (second ?? '') : to];
  return second === undefined ? ['', first] : [first, second];
}

/**
 * After a build that was named comes what is live; after what is live, what is in production beside
 * it or is ready.
 */
async function nextOf(
  service: Service,
  from: RegisteredBuild | null,
  context: CommandContext,
): Promise<RegisteredBuild | null> {
  const { live } = await context.ledger.line(service.name);
  if (from && live && from.version !== live.version) return live;
  const running = (await context.ledger.open(service.name)).at(-1)?.build;
  return running ?? (await buildsOf(service, context)).ready[0] ?? null;
}

async function unknown(service: Service, version: string, context: CommandContext): Promise<Reply> {
  const known = (await context.ledger.builds(service.name, 5)).map((build) => build.version);
  return privately(say.noBuild(find.noBuild(service.name, version), known));
}

type Asked = {
  readonly service: string;
  readonly from: RegisteredBuild | null;
  readonly to: RegisteredBuild;
  readonly share: boolean;
};

async function between(
  { service, from, to, share }: Asked,
  context: CommandContext,
): Promise<Reply> {
  const of = foundIn(context.services, service);
  if (!of) return privately(find.goneService(service));
  if (from?.version === to.version) return privately(say.same(`${service} ${to.version}`, service));
  const compared = await context.changelog(service, to, from ?? undefined);
  const range = `${service} ${from?.version ?? ''}..${to.version}`;
  if (compared.kind === 'none') return privately(say.none[compared.why](service, to.version));
  if (compared.kind === 'unread')
    return privately(
      say.unread(compared.because),
      replyButton(choice.tryAgain, 'release changes', share ? `share ${range}` : range),
    );
  if (!share)
    return {
      kind: 'shown',
      content: changesBetween(compared.log, of, `share ${range}`),
    };
  await context.shareChanges({
    service,
    from: compared.log.from.version,
    to: to.version,
    channel: of.channel,
  });
  return privately(of.channel === context.place.channel ? shared.here : shared.there(service));
}
