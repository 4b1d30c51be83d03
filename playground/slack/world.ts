import { randomBytes } from 'node:crypto';
import { openJournal } from '../standin/journal.ts';
import type { Entry, Happening } from './entry.ts';
import { type Faults, newFaults } from './faults.ts';
import type { GuideStep } from './guide-step.ts';
import { type Installed, readManifest } from './manifest.ts';
import { type Links, openLinks } from './socket/links.ts';
import { apply, emptyState, type State } from './state.ts';
import { newTickets, type Tickets } from './tickets.ts';
import type { Workspace } from './workspace.ts';

/** What a local Slack must be told. */
export type SlackOptions = {
  readonly port: number;
  readonly workspace: Workspace;
  readonly requestUrl: string;
  readonly signingSecret: string;
  readonly botToken: string;
  /** The app-level token: with it the app may open a link instead of being called. */
  readonly appToken?: string;
  /** True delivers over the links the app has opened, and calls no request URL. */
  readonly socket?: boolean;
  /** A folder makes the journal outlive the process. */
  readonly dataDir?: string;
  /** Where commands, events and granted scopes are read from. */
  readonly manifestPath?: string;
  /** The organisation that the app is installed for as a whole, and what it is let into. */
  readonly organisation?: { readonly id: string; readonly teams: readonly string[] };
  /** Granted scopes, when they differ from what the manifest asks. */
  readonly scopes?: readonly string[];
  /**
   * False makes an older workspace, which answers `invalid_blocks` to plan, table, chart and
   * container.
   */
  readonly newBlocks?: boolean;
  /** True counts calls as Slack does, and answers 429 above the limit. */
  readonly limits?: boolean;
  readonly now?: () => number;
};

/** The workspace and everything it keeps; one for each server. */
export type World = {
  readonly options: SlackOptions;
  readonly workspace: Workspace;
  readonly installed: Installed;
  readonly scopes: readonly string[];
  readonly faults: Faults;
  readonly tickets: Tickets;
  readonly links: Links;
  readonly switches: {
    newBlocks: boolean;
    limits: boolean;
    requestUrl: string;
    socket: boolean;
    /** What a newcomer is shown to do first; empty for everybody else. */
    guide: readonly GuideStep[];
    url: string;
  };
  readonly now: () => number;
  readonly state: () => State;
  readonly entries: () => readonly Entry[];
  readonly record: (happening: Happening) => Entry;
  /** Nothing is written down any more, whatever is still on its way. */
  readonly end: () => void;
  readonly ended: () => boolean;
  readonly listen: (hear: (entry: Entry) => void) => () => void;
  readonly nextTs: () => string;
  readonly newId: (prefix: string) => string;
};

/** Opens the workspace where its journal left it. */
export function openWorld(options: SlackOptions): World {
  const now = options.now ?? Date.now;
  const journal = openJournal<Entry>(options.dataDir, 'slack', (value) => value as Entry);
  let state = journal.entries().reduce(apply, emptyState());
  const installed = readManifest(options.manifestPath);
  let over = false;
  const ears = new Set<(entry: Entry) => void>();
  const record = (happening: Happening): Entry => {
    const entry: Entry = { ...happening, seq: state.seq + 1, at: now() };
    if (over) return entry;
    journal.append(entry);
    state = apply(state, entry);
    for (const hear of ears) hear(entry);
    return entry;
  };
  // Faults live in memory only: a Slack that was restarted is well.
  if (state.troubles.size > 0)
    record({ kind: 'fault', fault: 'all', on: false, said: 'all: over' });
  return {
    options,
    workspace: options.workspace,
    installed,
    scopes: options.scopes ?? installed.scopes,
    faults: newFaults(now),
    tickets: newTickets(now),
    links: openLinks(options.workspace.appId, now),
    switches: {
      newBlocks: options.newBlocks ?? true,
      limits: options.limits ?? false,
      requestUrl: options.requestUrl,
      socket: options.socket ?? false,
      guide: [],
      url: '',
    },
    now,
    state: () => state,
    entries: journal.entries,
    record,
    end: () => {
      over = true;
    },
    ended: () => over,
    listen: (hear) => {
      ears.add(hear);
      return () => void ears.delete(hear);
    },
    nextTs: stamper(now, lastStamp(state)),
    newId: (prefix) => `${prefix}${randomBytes(5).toString('hex').toUpperCase()}`,
  };
}

/** Slack's time stamps name messages: always growing, six digits after the point. */
function stamper(now: () => number, last: number): () => string {
  let micros = last;
  return () => {
    micros = Math.max(micros + 1, now() * 1000);
    return `${Math.floor(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, '0')}`;
  };
}

function lastStamp(state: State): number {
  const stamps = [...state.messages.values(), ...state.whispers.values()].map((message) =>
    Number(message.ts.replace('.', '')),
  );
  return Math.max(0, ...stamps);
}
