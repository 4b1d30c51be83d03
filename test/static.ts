import { wantsHelp } from '../src/process/wants-help.ts';
import { areContent } from './beside.ts';

if (wantsHelp(process.argv.slice(2))) {
  console.log('Checks all that can be seen without running it, side by side: npm run static');
  process.exit(0);
}

/** One after the other, most of them leave a processor idle. */
const checks = [['formatted'], ['lint'], ['types'], ['dead-code']];

process.exitCode = (await areContent(checks)) ? 0 : 1;
