import type { RichTextElement, RichTextSection } from '@slack/types';
import type { Change } from '../../changes/changelog.ts';
import { teamsOfPaths } from '../../changes/path-owners.ts';
import type { Service } from '../../service/service.ts';
import { texts } from '../../texts/texts.ts';
import { capital, plainly, visible } from '../blocks/esc.ts';
import { line, textRun } from '../blocks/rich-text.ts';

/** What must be known of a service to name the owners of a change and to link its tickets. */
export type TeamsAndTickets = Pick<Service, 'teams' | 'tickets'>;

/**
 * One change in one line: what it does, its pull request and tickets, who wrote it, and whose it
 * is. Titles and names come from outside, so they stay in rich text; nobody is called.
 */
export function changeLine(change: Change, service: TeamsAndTickets): RichTextSection {
  const { title, care, pull, tickets, author } = change;
  const said = plainly(title, 150).replace(/(?<![.…])[.…]+$/, '');
  const by = [plainly(author.name, 60), ...ownersOf(change, service)].filter(Boolean);
  return line(
    ...(care.length > 0
      ? [
          textRun(`${capital(plainly(care.map(texts.changelog.reason).join(', '), 120))}: `, {
            bold: true,
          }),
        ]
      : []),
    textRun(`${said || texts.changelog.noTitle}. `),
    ...spaced([
      ...(pull ? [linked(`#${pull.number}`, pull.url)] : []),
      ...tickets.slice(0, 4).map((key) => linked(plainly(key, 20), ticketUrl(key, service))),
    ]),
    ...(by.length > 0 ? [textRun(by.join(', '))] : []),
  );
}

/** All of them in one line; whoever must know which finds them behind the numbers. */
export function updatesLine(changes: readonly Change[]): RichTextSection {
  const pulls = changes
    .flatMap(({ pull }) => (pull ? [linked(`#${pull.number}`, pull.url)] : []))
    .slice(0, 20);
  return line(
    textRun(texts.changelog.updates(changes.length)),
    ...pulls.flatMap((pull) => [textRun(' '), pull]),
  );
}

/** Named only where it says something: with one team, or where everybody is asked, it would not. */
function ownersOf({ files }: Change, { teams }: TeamsAndTickets): readonly string[] {
  const owners = teamsOfPaths(files, teams);
  return owners.length < teams.length ? owners : [];
}

function ticketUrl(key: string, { tickets }: TeamsAndTickets): string | null {
  return tickets ? `${tickets.url}/browse/${encodeURIComponent(key)}` : null;
}

/** A link where there is a page of the web to go to, else the words alone. */
export function linked(text: string, url: string | null): RichTextElement {
  return isPage(url) ? { type: 'link', url, text: visible(text) } : textRun(text);
}

/** Whether this is the address of a page of the web, and nothing else. */
export function isPage(url: string | null): url is string {
  return url !== null && /^https?:\/\/[^\s<>|]+$/.test(url) && url.length < 1_500;
}

function spaced(elements: readonly RichTextElement[]): readonly RichTextElement[] {
  return elements.flatMap((element) => [element, textRun(' ')]);
}
