/** Why a job is not run, or not stopped. */
export const jobRefusals = {
  jobWhileMoving: (service: string, job: string) =>
    `A release of ${service} is running, and ${job} does not run beside one.`,
  jobRuns: (job: string, who: string) =>
    `${job} is running already, asked by ${who}. One job runs at a time.`,
  jobStops: (job: string, who: string) => `${who} is stopping ${job} already.`,
  noJobRuns: (service: string) => `No job of ${service} is running.`,
  whoMayRun: (job: string) => `Nobody can tell who may run ${job} just now. Try again in a minute.`,
  mayRun: (job: string, service: string) =>
    `You may not run ${job} of ${service}: davy.yml names who may.`,
};
