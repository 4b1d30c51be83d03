import type { TicketTrouble } from '../../release/tickets/trouble.ts';
import { listed } from './sentence.ts';

/** Why a ticket or its fix version is left to a person; begins in the middle of a sentence. */
export function ticketTroubleText(trouble: TicketTrouble): string {
  switch (trouble.kind) {
    case 'words':
      return trouble.text;
    case 'gone':
      return 'it is not there any more';
    case 'no-ticket':
      return 'there is no such ticket, or Davy may not see it';
    case 'no-project':
      return 'there is no such project, or Davy may not see it';
    case 'no-answer':
      return `${trouble.system} does not answer for it`;
    case 'asks-for':
      return `${trouble.to} asks for ${listed(trouble.fields)}, which a person has to fill in`;
    case 'no-way':
      return `no way from ${trouble.from} to ${trouble.to}; ${instead(trouble.instead)}`;
    case 'version-not-set':
      return `fix version not set: ${ticketTroubleText(trouble.because)}`;
    case 'not-commented':
      return `not commented: ${ticketTroubleText(trouble.because)}`;
  }
}

function instead(statuses: readonly string[]): string {
  return statuses.length === 0
    ? 'Davy may not move it at all'
    : `from there it can go to ${listed(statuses)}`;
}
