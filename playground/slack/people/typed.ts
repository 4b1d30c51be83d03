import type { World } from '../world.ts';

/**
 * Turns what a person types into Slack's markup: names become mentions, the three special
 * characters are escaped.
 */
export function encode(world: World, text: string): string {
  const { bot, people, groups, channels } = world.workspace;
  const users = [
    { id: bot.user, names: [bot.real_name, bot.name] },
    ...people.map((person) => ({ id: person.id, names: [person.real_name, person.name] })),
  ];
  const known = [
    ...users.flatMap(({ id, names }) =>
      names.map((name) => ({ typed: `@${name}`, markup: `<@${id}>` })),
    ),
    ...groups.map((group) => ({ typed: `@${group.handle}`, markup: `<!subteam^${group.id}>` })),
    ...channels.map((channel) => ({
      typed: `#${channel.name}`,
      markup: `<#${channel.id}|${channel.name}>`,
    })),
    ...['here', 'channel', 'everyone'].map((room) => ({ typed: `@${room}`, markup: `<!${room}>` })),
  ].sort((a, b) => b.typed.length - a.typed.length);
  const pattern = new RegExp(
    `(?<![\\w<])(?:${known.map(({ typed }) => literally(escapeText(typed))).join('|')})(?![\\w-])`,
    'gi',
  );
  const markup = new Map(known.map((one) => [one.typed.toLowerCase(), one.markup]));
  return keepMarkup(text, (plain) =>
    escapeText(plain).replace(pattern, (typed) => markup.get(typed.toLowerCase()) ?? typed),
  );
}

/** The words of a slash command: escaped, and with mentions only if the app asked for them. */
export function encodeCommand(world: World, text: string, shouldEscape: boolean): string {
  if (!shouldEscape) return escapeText(text);
  return encode(world, text).replace(/<@(U[A-Z0-9]+)>/g, (_all, id: string) => {
    const person = world.workspace.people.find((one) => one.id === id);
    return `<@${id}|${person?.name ?? world.workspace.bot.name}>`;
  });
}

const escapeText = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const literally = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Ids that are already markup, as tests and tools write them, stay as they are. */
function keepMarkup(text: string, rest: (plain: string) => string): string {
  return text
    .split(/(<(?:@U[A-Z0-9]+|!subteam\^S[A-Z0-9]+|#C[A-Z0-9]+\|[a-z0-9-]+)>)/)
    .map((part, index) => (index % 2 === 1 ? part : rest(part)))
    .join('');
}
