import { randomUUID } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { readEnvironment } from './environment.ts';
import { startBoards } from './start.ts';

const environment = readEnvironment(process.env);
const boards = await startBoards(environment);

if (environment.portFile !== '') {
  const draft = `${environment.portFile}.${randomUUID()}`;
  writeFileSync(draft, String(boards.port));
  renameSync(draft, environment.portFile);
}
process.once('SIGTERM', () => void boards.close().then(() => process.exit(0)));
