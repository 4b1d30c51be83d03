import { joined } from '../amount.ts';
import { didYouMean, listed, shortened } from '../sentence.ts';

/** What is said to whoever has a job run. */
export const jobsReplies = {
  which: (service: string, jobs: readonly string[]) =>
    jobs.length === 0
      ? `${service} has no jobs: davy.yml names none. Nothing changed.`
      : `Name a job of ${service}: ${listed(jobs)}. ` +
        `Try \`/release run ${service} ${jobs[0]}\`. Nothing changed.`,
  noJob: (service: string, said: string, meant: readonly string[], jobs: readonly string[]) =>
    `${service} has no job "${shortened(said)}".` +
    `${meant.length > 0 ? didYouMean(meant) : ` It has ${joined(jobs)}.`} Nothing ran.`,
  noHost: (job: string, said: string, meant: readonly string[], hosts: readonly string[]) =>
    `${job} does not run on "${shortened(said)}".` +
    `${meant.length > 0 ? didYouMean(meant) : ''} ` +
    (hosts.length === 0 ? 'It has no hosts.' : `It runs on ${joined(hosts)}.`) +
    ' Nothing ran.',
  use: (job: string) => `Use ${job}`.slice(0, 30).trimEnd(),
  nothingLive: (service: string, job: string) =>
    `${job} needs the version that is live, and nobody said what is live of ${service}. ` +
    `Say it: \`/release live ${service} 1.41.2\`. Nothing ran.`,
  begins: (job: string, service: string, on: readonly (string | null)[]) => {
    const hosts = on.filter((one) => one !== null);
    const where = hosts.length === 0 ? '' : ` on ${joined(hosts)}`;
    return (
      `Job ${job} begins${where}${hosts.length > 1 ? ', one after the other' : ''}. ` +
      `Its card is in the channel of ${service}.`
    );
  },
  stops: (job: string, service: string) =>
    `Stopping ${job} of ${service}. Its card says when it has ended.`,
  noRun: (service: string) => `No such job of ${service} is running. Nothing changed.`,
};
