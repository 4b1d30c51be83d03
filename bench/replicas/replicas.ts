import { join } from 'node:path';
import { freePort, type RunningDavy, startDavy } from '../ack/davy.ts';
import { environmentOf } from '../ack/settings.ts';

/** Where all replicas of a run live, and what they are told. */
export type Home = {
  readonly dir: string;
  readonly vendors: string;
  readonly config: string;
  readonly databaseUrl: string;
};

/** Real processes of Davy on one database; each may be killed, paused, and started again. */
export type Replicas = {
  readonly count: number;
  /** Where Slack reaches this one; null while it is down. */
  url(which: number): string | null;
  start(which: number): Promise<void>;
  kill(which: number): Promise<void>;
  pause(which: number): void;
  resume(which: number): void;
  stop(): Promise<void>;
};

/** What one of them is started with. */
export function environmentFor(
  { dir, vendors, config, databaseUrl }: Home,
  which: number,
  port: number,
): Readonly<Record<string, string>> {
  return {
    ...environmentOf(vendors, { port, data: join(dir, `davy-${which}`), config }),
    DATABASE_URL: databaseUrl,
  };
}

/** None of them runs yet. */
export function replicasOf(home: Home, count: number): Replicas {
  const running = new Map<number, RunningDavy>();
  const all = Array.from({ length: count }, (_, which) => which);
  const one = (which: number) => {
    const davy = running.get(which);
    if (!davy) throw new Error(`replica ${which} does not run`);
    return davy;
  };
  async function kill(which: number): Promise<void> {
    const davy = one(which);
    running.delete(which);
    await davy.kill();
  }
  return {
    count,
    url: (which) => running.get(which)?.url ?? null,
    async start(which) {
      const port = await freePort();
      const environment = environmentFor(home, which, port);
      const logFile = join(home.dir, `davy-${which}.log`);
      running.set(which, await startDavy({ environment, port, logFile, flags: [] }));
    },
    kill,
    pause: (which) => one(which).pause(),
    resume: (which) => one(which).resume(),
    async stop() {
      for (const which of all) if (running.has(which)) await kill(which);
    },
  };
}
