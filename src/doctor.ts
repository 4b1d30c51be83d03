import { readFileSync } from 'node:fs';
import { loadConfig } from './config/load.ts';
import { wantsHelp } from './process/wants-help.ts';
import { redact } from './process/log.ts';
import { roomIn } from './doctor/disk.ts';
import { examine } from './doctor/examine.ts';
import { ill, reportLines } from './doctor/finding.ts';

const help = `Looks at everything a release needs, and changes nothing: the configuration, the
ledger and its disk, Slack and its people, the sources, the fleets and what may be done there, what
watches them, the clocks, and whom a page reaches. What is to be mended comes first.

  npm run doctor   reads davy.yml (or what DAVY_CONFIG names) and the environment; it exits with 0
                   if all is well, else with 1
`;

if (wantsHelp(process.argv.slice(2))) process.stdout.write(help);
else await report();

async function report(): Promise<void> {
  const loaded = loadConfig(process.env, (path) => readFileSync(path, 'utf8'));
  const findings =
    loaded.kind === 'faulty'
      ? loaded.faults.map((fault) =>
          ill(fault, 'Mend this first; the rest is looked at afterwards'),
        )
      : await examine(loaded, { fetch: globalThis.fetch, now: Date.now, room: roomIn });
  const secrets = loaded.kind === 'loaded' ? loaded.secrets : [];
  for (const line of reportLines(findings)) process.stdout.write(`${redact(line, secrets)}\n`);
  process.exitCode = findings.every((finding) => finding.well) ? 0 : 1;
}
