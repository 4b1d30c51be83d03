import { randomUUID } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { readEnvironment } from './environment.ts';
import { startPortal } from './portal/portal.ts';
import { startBoards } from './start.ts';

const environment = readEnvironment(process.env);
// One repository, two services: the boards, and the public pages in front of them.
const start = environment.service === 'portal' ? startPortal : startBoards;
const running = await start(environment);

if (environment.portFile !== '') {
  const draft = `${environment.portFile}.${randomUUID()}`;
  writeFileSync(draft, String(running.port));
  renameSync(draft, environment.portFile);
}
process.once('SIGTERM', () => void running.close().then(() => process.exit(0)));
