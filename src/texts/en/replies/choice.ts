/** Buttons under answers that only their reader sees. Those named after a build are cut to what Slack holds. */
export const choice = {
  davy: 'Davy',
  cancel: 'Cancel', close: 'Close', keepGoing: 'Keep Going',
  showStatus: 'Show Status', showAll: 'Show All Services', showWhy: 'Show Why', showHelp: 'Show Help', listServices: 'List Services',
  openThread: 'Open Thread', open: (name: string) => `Open ${name}`.slice(0, 30), viewBuild: 'View Build',
  tryAgain: 'Try Again', use: (what: string) => `Use ${what}`.slice(0, 30),
  startPrerelease: 'Start Pre-Release', changeOptions: 'Change Options', stopPrerelease: 'Stop Pre-Release',
  replace: 'Replace', beside: 'Beside', inLine: 'In Line', waitInLine: 'Wait in Line',
  thisOne: (version: string, isInLine: boolean) => `${version.slice(0, 20)}${isInLine ? ', In Line' : ''}`,
  rollBack: 'Roll Back', rollBackOne: (version: string) => `Roll Back ${version}`.slice(0, 30), everyoneTo: (version: string) => `Everyone to ${version}`.slice(0, 30),
  approve: 'Approve Release', startRelease: 'Start Release', decline: 'Decline', hold: 'Hold Here', resume: 'Resume', postpone: 'Postpone Rollback', retry: 'Retry', byHand: 'Done by Hand',
  askToUnfreeze: 'Ask to Unfreeze', recordAsLive: 'Record as Live',
  follow: 'Follow', unfollow: 'Unfollow', settings: 'Settings',
  share: 'Share in Channel', retryFailed: 'Retry Failed', undo: 'Undo', undoOne: (place: number) => `Undo ${place}`,
  allOf: (slash: string) => `All of /${slash}`, inThreads: 'In Threads',
};
