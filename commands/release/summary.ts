import type { Period, Span } from '../../src/summary/period.ts';
import { about, defineCommand } from '../../src/command-kit/command.ts';
import type { CommandContext } from '../../src/command-kit/context.ts';
import type { Service } from '../../src/service/service.ts';
import { type Reply, privately } from '../../src/command-kit/reply.ts';
import { near } from '../../src/texts/near.ts';
import { texts } from '../../src/texts/texts.ts';
import { reportMessage } from '../../src/views/report/report.ts';
import { findNamedOrAll } from '../../src/command-kit/find/find.ts';

const {
  see: {
    share: say,
    summary: { noSuch },
  },
} = texts.replies;

/**
 * What a period brought, in numbers, to whoever asks; `share` posts it where they are. Also the
 * Share button.
 */
export const summaryCommand = defineCommand('release summary', {
  run(words, context, command) {
    const said = words.map((word) => word.toLowerCase());
    const span = spans.find((one) => said.includes(one)) ?? 'week';
    const share = said.includes('share');
    const rest = words.filter((word) => !['share', ...spans].includes(word.toLowerCase()));
    const unknown = rest.find(
      (word, i) => !isService(word, context) && (i > 0 || !isNearly(word, context)),
    );
    if (unknown !== undefined)
      return privately(noSuch(unknown, rest.find((word) => isService(word, context)) ?? null));
    return about(findNamedOrAll, (service) => summaryOf(span, service, share, context))(
      rest,
      context,
      command,
    );
  },
});

function isService(word: string, { services }: CommandContext): boolean {
  return Object.hasOwn(services, word.toLowerCase());
}

/** Whoever only mistyped a service is asked which they meant, as everywhere. */
function isNearly(word: string, { services }: CommandContext): boolean {
  return near(word.toLowerCase(), Object.keys(services)).length > 0;
}

async function summaryOf(
  span: Span,
  service: Service | null,
  share: boolean,
  context: CommandContext,
): Promise<Reply> {
  const made = await context.summary(span, service?.name ?? null);
  if (share) return shared(made.period, service, context);
  return {
    kind: 'shown',
    content: reportMessage(made, {
      share: ['share', span, ...(service ? [service.name] : [])].join(' '),
      how: null,
      link: (message) => context.link(message),
    }),
  };
}

const spans: readonly Span[] = ['today', 'week', 'month'];

/** Summaries are shared where releases are at home, so that no private channel is surprised. */
async function shared(
  { span, last }: Period,
  service: Service | null,
  context: CommandContext,
): Promise<Reply> {
  const homes = [
    ...new Set(
      (service ? [service] : Object.values(context.services)).map(({ channel }) => channel),
    ),
  ];
  const channel = homes.includes(context.place.channel) ? context.place.channel : homes[0];
  if (channel === undefined) return privately(say.nowhere);
  await context.share({ span, last, service: service?.name ?? null, channel });
  return privately(
    channel === context.place.channel
      ? say.summaryHere
      : say.summaryThere(
          service?.name ??
            Object.values(context.services).find((one) => one.channel === channel)?.name ??
            '',
        ),
  );
}
