import { readFileSync } from 'node:fs';
import type { DavyYml, ServiceEntry } from './config/davy-yml.ts';
import { type Loaded, loadConfig } from './config/load.ts';
import { wantsHelp } from './process/wants-help.ts';
import { hiding } from './process/hide.ts';
import { discreetFetch } from './process/discreet-fetch.ts';
import { redact } from './process/log.ts';
import { type Finding, ill, findingLine, well } from './doctor/finding.ts';
import { lookAtJira } from './doctor/jira.ts';
import { lookAtJobs } from './doctor/jobs.ts';
import { lookAtLedger } from './doctor/ledger.ts';
import { lookAtSignals, type Watched } from './doctor/signals.ts';
import { lookAtSlack } from './doctor/slack.ts';
import { lookAtSources } from './doctor/sources.ts';
import { lookAtFleets, lookAtVendors } from './doctor/vendors.ts';
import type { Fleet } from './ports/fleet.ts';
import { isProduct } from './release/state/line-name.ts';
import { errorTrackerOf } from './vendors/error-tracker.ts';
import { type CallBudgets, fleetOf } from './vendors/fleet.ts';
import { awsAccountOf } from './vendors/fleet-account.ts';
import { jobToReach } from './vendors/jobs.ts';
import { meterOf } from './vendors/meter.ts';

const help = `Looks at everything a first release needs, and changes nothing: the configuration, the
ledger, Slack, the sources, the fleets, what watches them, and whom a page reaches.

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
      : await examine(loaded);
  const secrets = loaded.kind === 'loaded' ? loaded.secrets : [];
  for (const finding of findings)
    process.stdout.write(`${redact(findingLine(finding), secrets)}\n`);
  process.exitCode = findings.every((finding) => finding.well) ? 0 : 1;
}

/** Looks at everything a first release needs, without changing anything. */
async function examine({
  config,
  environment,
  warnings,
  secrets: own,
}: Extract<Loaded, { kind: 'loaded' }>): Promise<readonly Finding[]> {
  const fetch = discreetFetch(globalThis.fetch, own);
  const entries = Object.entries(config.services);
  const channels = new Set(
    entries.flatMap(([, entry]) => [
      entry.channel,
      ...(entry.changelog_channel === undefined ? [] : [entry.changelog_channel]),
    ]),
  );
  const approvers = new Set(
    entries.flatMap(([, entry]) => [
      ...Object.values(entry.teams).flatMap((team) => team.approvers),
      ...(entry.oncall === undefined ? [] : [entry.oncall]),
    ]),
  );
  const budgets: CallBudgets = new Map();
  const watching = { environment, fetch, realNow: Date.now };
  const fleets = new Map(
    entries.map(([name, entry]) => [
      name,
      fleetOf(entry, watching, { line: name, jobs: null, budgets }),
    ]),
  );
  const account = {
    token: environment.SLACK_BOT_TOKEN,
    appToken: environment.SLACK_APP_TOKEN,
    apiUrl: environment.SLACK_API_URL,
    fetch,
  };
  const looked = await Promise.all([
    lookAtLedger(environment),
    lookAtSlack(account, [...channels], [...approvers]),
    lookAtSources(entries.filter(([name]) => isProduct(name))),
    lookAtVendors(config, environment, fetch),
    lookAtJira(config, environment, fetch),
    lookAtFleets(fleets),
    lookAtSignals(watched(entries, fleets, watching), Date.now),
    lookAtJobs(jobsIn(config.services, { ...watching, hide: hiding(own) })),
  ]);
  return [
    well(`the configuration of ${Object.keys(config.services).join(', ')} can be read`),
    ...warnings.map((warning) => well(`note: ${warning}`)),
    ...looked.flat(),
  ];
}

/** Every service with its servers, and with whatever watches it. */
function watched(
  entries: readonly (readonly [string, ServiceEntry])[],
  fleets: ReadonlyMap<string, Fleet>,
  means: Parameters<typeof meterOf>[1],
): readonly Watched[] {
  return entries.flatMap(([service, entry]) => {
    const fleet = fleets.get(service);
    const errors = errorTrackerOf(entry, means);
    return fleet ? [{ service, fleet, errors, meter: meterOf(entry, means) }] : [];
  });
}

/** Every job there is, with whoever would run it. */
function jobsIn(
  services: DavyYml['services'],
  means: Omit<Parameters<typeof jobToReach>[2], 'account'>,
) {
  return Object.entries(services).flatMap(([service, entry]) => {
    const own = { ...means, account: awsAccountOf(entry, service) };
    return Object.entries(entry.jobs).map(([job, said]) => ({
      service,
      job,
      ...jobToReach(job, said, own),
    }));
  });
}
