import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
import { Server, Socket } from 'node:net';
import type { IRawProperty, Parameters } from 'fast-check';
import { vi } from 'vitest';

/**
 * Tests that are to be quick reach nothing outside their process: no server, no browser, no
 * database, no program. Whatever a file imports, this shows what it does.
 */
function forbid(what: string): () => never {
  return () => {
    throw new Error(
      `A quick test ${what}: call its file *.server.test.ts (vitest.config.ts says why).`,
    );
  };
}

Server.prototype.listen = forbid('opens a server');
Socket.prototype.connect = forbid('connects to a server');
Object.assign(childProcess.ChildProcess.prototype, { spawn: forbid('starts a program') });
childProcess.spawnSync = forbid('starts a program');
childProcess.execSync = forbid('starts a program');
childProcess.execFileSync = forbid('starts a program');
syncBuiltinESMExports();

/** `npm test` tries every case of a property; `npm run quick` one in ten. */
const oneIn = 10;

if (process.env['QUICK'] !== undefined)
  vi.doMock('fast-check', async (load) => {
    const fc = await load<typeof import('fast-check')>();
    const fewer = <Given>(chosen: Parameters<Given> = {}): Parameters<Given> => ({
      ...chosen,
      numRuns: Math.ceil((chosen.numRuns ?? 100) / oneIn),
    });
    return {
      ...fc,
      check: <Given>(property: IRawProperty<Given>, chosen?: Parameters<Given>) =>
        fc.check(property, fewer(chosen)),
      assert: <Given>(property: IRawProperty<Given>, chosen?: Parameters<Given>) =>
        fc.assert(property, fewer(chosen)),
    };
  });
