import type { TerminalAct } from '../state/at-terminal.ts';
import type { Decision, Effect } from '../state/decision.ts';
import type { Event } from '../state/event.ts';
import { nameOf } from '../state/outcome.ts';
import { pageKey } from '../state/page-key.ts';
import { isOpen, type Release } from '../state/release.ts';

/**
 * What somebody does at a terminal is seen by nobody in Slack, so whoever is on call is told by the
 * pager. It asks for no answer and begins no escalation; the incident ends with the release.
 */
export function withTerminal(event: Event, decision: Decision): Decision {
  if (decision.kind !== 'moved' || !('terminal' in event) || !event.terminal) return decision;
  const { release, born, effects } = decision;
  const about = release ?? born;
  if (!about) return decision;
  const { by, kind, terminal } = event;
  const key = pageKey(about, 'terminal');
  const page: Effect = {
    lane: 'page',
    kind: 'page',
    key,
    severity: 'error',
    summary: {
      kind: 'at-terminal',
      name: nameOf(about),
      act: kind satisfies TerminalAct,
      who: by.name,
      host: terminal.host,
      reason: terminal.reason,
    },
  };
  const over: readonly Effect[] = isOpen(about)
    ? []
    : [{ lane: 'page', kind: 'resolve-page', key }];
  return {
    ...decision,
    effects: [...effects, page, ...over],
    release: release && withIncident(release),
    born: release ? born : born && withIncident(born),
  };
}

function withIncident(release: Release): Release {
  const { incidents } = release;
  return isOpen(release) && !incidents.includes('terminal')
    ? { ...release, incidents: [...incidents, 'terminal'] }
    : release;
}
