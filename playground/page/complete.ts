import type { Shared } from './store.ts';

/** One thing the box offers to finish. */
export type Offer = {
  readonly insert: string;
  readonly title: string;
  readonly detail: string;
  readonly usage?: string;
  readonly user?: string;
};

/** What could be meant by the unfinished word before the cursor, and where that word begins. */
export function offersFor(
  shared: Shared,
  text: string,
  cursor: number,
): { readonly from: number; readonly offers: readonly Offer[] } {
  const before = text.slice(0, cursor);
  const command = /^\/\S*$/.exec(before);
  if (command !== null) return { from: 0, offers: commands(shared, before) };
  const mention = /(?:^|\s)@([\w.-]*(?: [\w.]*)?)$/.exec(before);
  if (mention !== null)
    return {
      from: before.length - (mention[1]?.length ?? 0) - 1,
      offers: mentions(shared, (mention[1] ?? '').toLowerCase()),
    };
  const channel = /(?:^|\s)#([\w-]*)$/.exec(before);
  if (channel !== null)
    return {
      from: before.length - (channel[1]?.length ?? 0) - 1,
      offers: channels(shared, (channel[1] ?? '').toLowerCase()),
    };
  return { from: cursor, offers: [] };
}

/** How the command being typed goes on, if the manifest says. */
export function usageOf(shared: Shared, text: string): string | undefined {
  const word = /^(\/\S+) /.exec(text)?.[1];
  const command = shared.commands.find((one) => one.command === word);
  return command === undefined ? undefined : `${command.command} ${command.usage_hint ?? ''}`;
}

function commands(shared: Shared, typed: string): readonly Offer[] {
  const own = {
    command: '/invite',
    description: 'Add somebody or an app to this channel',
    usage_hint: `@${shared.workspace.bot.real_name}`,
  };
  return [...shared.commands, own]
    .filter((one) => one.command.startsWith(typed))
    .map((one) => ({
      insert: `${one.command} `,
      title: one.command,
      usage: one.usage_hint ?? '',
      detail: one.description,
    }));
}

function mentions(shared: Shared, typed: string): readonly Offer[] {
  const { bot, people, groups } = shared.workspace;
  const all: readonly (Offer & { readonly words: string })[] = [
    {
      insert: `@${bot.real_name} `,
      title: bot.real_name,
      detail: 'App',
      user: bot.user,
      words: `${bot.real_name} ${bot.name}`,
    },
    ...people
      .filter((person) => person.deactivated !== true)
      .map((person) => ({
        insert: `@${person.real_name} `,
        title: person.real_name,
        detail: person.title ?? '',
        user: person.id,
        words: `${person.real_name} ${person.name}`,
      })),
    ...groups.map((group) => ({
      insert: `@${group.handle} `,
      title: `@${group.handle}`,
      detail: `${group.users.length} people`,
      words: `${group.handle} ${group.name}`,
    })),
  ];
  return all
    .filter(
      (offer) =>
        offer.words
          .toLowerCase()
          .split(/[\s-]+/)
          .some((word) => word.startsWith(typed)) || offer.words.toLowerCase().startsWith(typed),
    )
    .slice(0, 8);
}

function channels(shared: Shared, typed: string): readonly Offer[] {
  return shared.workspace.channels
    .filter((channel) => channel.name.startsWith(typed))
    .map((channel) => ({
      insert: `#${channel.name} `,
      title: `#${channel.name}`,
      detail: channel.topic ?? '',
    }));
}
