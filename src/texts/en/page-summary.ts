import type { TerminalAct } from '../../release/state/at-terminal.ts';
import type { PageSummary } from '../../release/state/page-summary.ts';
import { becauseText } from './because.ts';
import { signalText } from './signal.ts';

const actText: Readonly<Record<TerminalAct, (name: string) => string>> = {
  approved: (name) => `approved the release of ${name}`,
  held: (name) => `put ${name} on hold`,
  'rollback-asked': (name) => `rolls back ${name}`,
  'return-started': (name) => `takes everyone back: ${name}`,
};

/** What a page calls people for: whoever is woken by it reads this first, and often only this. */
export function pageSummaryText(summary: PageSummary): string {
  switch (summary.kind) {
    case 'words':
      return summary.text;
    case 'countdown':
      return (
        `${summary.name} rolls back by itself unless postponed: ` + becauseText(summary.because)
      );
    case 'rolling-back':
      return `${summary.name} is rolling back: ${becauseText(summary.because)}`;
    case 'stuck':
      return `${summary.name} is stuck: ${becauseText(summary.because)}`;
    case 'no-servers':
      return (
        `The way back from ${summary.name} gets no servers, and Davy goes on trying: ` +
        becauseText(summary.because)
      );
    case 'unhealthy-return':
      return `${summary.name} is unhealthy while users return to it`;
    case 'cannot-tell':
      return (
        `Davy cannot tell whether ${summary.name} is healthy: ` +
        summary.signals.map(signalText).join('; ')
      );
    case 'unproven':
      return (
        `The longest soak of ${summary.name} is over, and its traffic proves it neither well nor ` +
        `ill. Somebody has to decide: ${summary.signals.map(signalText).join('; ')}`
      );
    case 'not-measured':
      return (
        `Davy cannot tell whether ${summary.name} is healthy: ` +
        `nothing was measured for ${summary.minutes} minutes`
      );
    case 'came-back':
      return (
        `${summary.name} is over, and servers of it are there: ${summary.servers.join(', ')}. ` +
        'Davy leaves them alone: close them, let their users go, and take them away'
      );
    case 'at-terminal':
      return (
        `${summary.who} on ${summary.host}, past Slack, ` +
        `${actText[summary.act](summary.name)}. Reason: ${summary.reason}`
      );
    case 'unanswered':
      return `Nobody has answered: ${pageSummaryText(summary.about)}`;
  }
}
