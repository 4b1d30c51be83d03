import { useEffect, useState } from 'preact/hooks';
import type { Entry } from '../slack/entry.ts';
import type { GuideStep } from '../slack/guide-step.ts';
import type { Shortcut } from '../slack/shortcut.ts';
import type { SlashCommand } from '../slack/slash-command.ts';
import { apply, emptyState, type State } from '../slack/state.ts';
import type { Workspace } from '../slack/workspace.ts';

/** What is the same for everybody: who there is, and what can be typed. */
export type Shared = {
  readonly workspace: Workspace;
  readonly commands: readonly SlashCommand[];
  readonly shortcuts: readonly Shortcut[];
  /** What to do first; empty where nobody is new. */
  readonly guide: readonly GuideStep[];
  readonly hasHome: boolean;
};

/** What came of something a person did. */
export type Outcome = {
  readonly ok: boolean;
  readonly error?: string;
  readonly errors?: Readonly<Record<string, string>>;
  readonly url?: string;
};

/** What one person sees, kept up to date by the server. */
export type Live = { readonly state: State; readonly online: boolean };

/** Asks once for what does not change while the page is open. */
export async function loadShared(): Promise<Shared> {
  return (await (await fetch('/_page/workspace')).json()) as Shared;
}

/** Follows everything a person can see; another person starts anew. */
export function useLive(user: string): Live | undefined {
  const [held, setHeld] = useState<(Live & { readonly user: string }) | undefined>(undefined);
  useEffect(() => {
    let stopped = false;
    let source: EventSource | undefined;
    const follow = async () => {
      const first = await catchUp(user);
      if (stopped) return;
      setHeld({ user, state: first, online: true });
      source = new EventSource(`/_people/${user}/stream?after=${first.seq}`);
      source.addEventListener('message', (event) => {
        const entry = JSON.parse(String(event.data)) as Entry;
        setHeld((now) =>
          now === undefined || entry.seq <= now.state.seq
            ? now
            : { ...now, state: apply(now.state, entry), online: true },
        );
      });
      source.addEventListener('error', () =>
        setHeld((now) => (now === undefined ? now : { ...now, online: false })),
      );
      source.addEventListener('open', () =>
        setHeld((now) => (now === undefined ? now : { ...now, online: true })),
      );
    };
    void follow();
    return () => {
      stopped = true;
      source?.close();
    };
  }, [user]);
  return held?.user === user ? held : undefined;
}

async function catchUp(user: string): Promise<State> {
  const answer = await fetch(`/_people/${user}/inbox?after=0&compact=1`);
  const { entries, seq } = (await answer.json()) as { entries: readonly Entry[]; seq: number };
  return { ...entries.reduce(apply, emptyState()), seq };
}

/** Does something as a person; a server that does not answer is an outcome too. */
export async function act(user: string, what: string, body: unknown): Promise<Outcome> {
  try {
    const answer = await fetch(`/_people/${user}/${what}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    return (await answer.json()) as Outcome;
  } catch {
    return {
      ok: false,
      error: 'This page cannot reach its server. Is the playground still running?',
    };
  }
}
