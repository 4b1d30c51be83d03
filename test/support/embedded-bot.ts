import { startEmbeddedPostgres } from '../../src/adapters/embedded-postgres/start.ts';

/**
 * A bot that can be killed: it starts the database of its directory, tells where it is, and stops
 * when told to.
 */
const [, , dataDir = ''] = process.argv;
const postgres = await startEmbeddedPostgres({
  dataDir,
  log: (sentence) => process.stdout.write(`log ${sentence}\n`),
});
process.stdout.write(
  `ready ${JSON.stringify({ config: postgres.config, owner: postgres.owner })}\n`,
);
process.stdin.resume().on('data', (said: Buffer) => {
  if (said.toString() !== 'stop\n') return void process.stdout.write('said something\n');
  void postgres.stop().then(() => {
    process.stdout.write('stopped\n');
    process.exit(0);
  });
});
