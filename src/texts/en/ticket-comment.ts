import type { TicketComment } from '../../release/tickets/comment.ts';
import { becauseText } from './because.ts';

/** What a ticket is told, for people who see nothing else of Davy. */
export function ticketCommentText(comment: TicketComment): string {
  switch (comment.kind) {
    case 'live': {
      const { name, at, version } = comment;
      const fix = version === null ? '' : ` Fix version: ${version}.`;
      return `${name} has this change and is live for all users since ${moment(at)}.${fix}`;
    }
    case 'back': {
      const { left, back, at, because } = comment;
      const why = because === null ? '' : `: ${becauseText(because).slice(0, 300)}`;
      return (
        `${left}, which had this change, was rolled back at ${moment(at)}${why}. ` +
        `Users are on ${back ?? 'the version before'}. ` +
        'Nothing else was changed here: whether this ticket is open again is for people to say.'
      );
    }
  }
}

/** A ticket is read in every zone, and for years. */
function moment(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
