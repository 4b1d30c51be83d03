import { wantsHelp } from '../src/process/wants-help.ts';
import { areContent } from './beside.ts';

if (wantsHelp(process.argv.slice(2))) {
  console.log('Checks all that needs no server and no browser, side by side: npm run quick');
  process.exit(0);
}

/**
 * Everything that needs no server and no browser, all beside each other. A property is tried for a
 * moment only, and the rules of lint that need types are left out: `npm run check` tries
 * everything.
 */
const checks = [
  ['formatted', '--', '--cache'],
  ['quick-lint'],
  ['types'],
  ['test', '--', '--project', 'quick'],
];

process.exitCode = (await areContent(checks, { QUICK: '1' })) ? 0 : 1;
