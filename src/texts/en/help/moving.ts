/** Commands that decide something: after them a service, a release or an error stands otherwise. */
export const movingHelpTexts = {
  prerelease: {
    usage: '<service> [build] [servers=1] [soak=4h] [replace|beside|queued] [older] [note] [plan]',
    summary: 'Try a build on a small share of production',
    examples: [
      '/prerelease board 1.42.0',
      '/prerelease board 1.42.0 servers=2 soak=45m first build with shapes',
      '/prerelease board',
      '/prerelease',
    ],
  },
  'prerelease change': {
    usage: '<service> [build] [servers=1] [soak=4h] [note]',
    summary: 'Change the options of a pre-release before it starts',
    examples: ['/prerelease change board 1.42.0'],
  },
  'prerelease start': {
    usage: '<service> <build>',
    summary: 'Start the pre-release of a build',
    examples: ['/prerelease start board 1.42.0'],
  },
  'prerelease stop': {
    usage: '<service> [reason]',
    summary: 'Stop a pre-release and move its users back',
    examples: ['/prerelease stop board wrong branch'],
  },
  'release adopt': {
    usage: '<service> <number> <change> <reason>',
    summary: 'Leave servers alone that no open release stands for',
    examples: ['/release adopt board 1764460800001 1 we measure with them'],
  },
  'release answer': {
    usage: '<service|id>',
    summary: 'Answer a page: say that you are on it',
    examples: ['/release answer board'],
  },
  'release approve': {
    usage: '<id>',
    summary: 'Approve a release for your team',
    examples: ['/release approve rel_7Q2F9K'],
  },
  'release ask': {
    usage: '<service|id>',
    summary: 'Ask those whose approval is missing',
    examples: ['/release ask board'],
  },
  'release ask-unfreeze': {
    usage: '<service>',
    summary: 'Ask the approvers to end a freeze',
    examples: ['/release ask-unfreeze board'],
  },
  'release accept': {
    usage: '<id> <reason>',
    summary: 'Let a build go on that too little traffic can prove',
    examples: ['/release accept rel_7Q2F9K nobody is there at night, the logs are clean'],
  },
  'release by-hand': {
    usage: '<id> <reason>',
    summary: 'Say that a stuck release was finished by hand',
    examples: ['/release by-hand rel_7Q2F9K moved the last server myself'],
  },
  'release cancel': {
    usage: '<service|id> [reason]',
    summary: 'Cancel a release before users move',
    examples: ['/release cancel board not on a Friday'],
  },
  'release decline': {
    usage: '<id> <reason>',
    summary: 'Decline a release, with a reason',
    examples: ['/release decline rel_7Q2F9K shapes jump on small screens'],
  },
  'release error': {
    usage: '<id> <error> ours-blocks|known|not-this-release [until] [reason]',
    summary: 'Say what a new error is',
    examples: ['/release error rel_7Q2F9K 4711 known 14d fixed with BRD-12'],
  },
  'release faster': {
    usage: '<service|id>',
    summary: 'Go back to larger batches, never faster than planned',
    examples: ['/release faster board'],
  },
  'release freeze': {
    usage: '<service|all> until <when> <reason>',
    summary: 'Block new pre-releases and releases until a time',
    examples: [
      '/release freeze board until mon 9:00 holiday sale',
      '/release freeze all until 18:00 board meeting',
      '/release freeze board until 2h slow database',
    ],
  },
  'release hold': {
    usage: '<service|id> [15m] <reason>',
    summary: 'Pause a release for a while',
    examples: ['/release hold board 15m slow query'],
  },
  'release live': {
    usage: '<service> <version> [reason]',
    summary: 'Tell Davy which build is live',
    examples: ['/release live board 1.41.2'],
  },
  'release take-over': {
    usage: '<service|id>',
    summary: 'Take over a release from its owner',
    examples: ['/release take-over board'],
  },
  'release postpone': {
    usage: '<id> [reason]',
    summary: 'Delay one automatic rollback for a while',
    examples: ['/release postpone rel_7Q2F9K'],
  },
  'release resume': {
    usage: '<service|id>',
    summary: 'End a hold early',
    examples: ['/release resume board'],
  },
  'release retry': {
    usage: '<id>',
    summary: 'Try the failed step of a stuck release again',
    examples: ['/release retry rel_7Q2F9K'],
  },
  'release rollback': {
    usage: '<id> [reason]',
    summary: 'Roll one release back at once',
    examples: ['/release rollback rel_7Q2F9K'],
  },
  'release run': {
    usage: '<service> <job> [on=host] [reason]',
    summary: 'Run a job on its hosts, one after the other',
    examples: [
      '/release run board clear-cache',
      '/release run board clear-cache on=web1 stale thumbnails',
    ],
  },
  'release run-stop': {
    usage: '<service> <run>',
    summary: 'Stop a job that runs',
    examples: ['/release run-stop board run_7Q2F9K'],
  },
  'release slower': {
    usage: '<service|id>',
    summary: 'Move users in smaller batches from here on',
    examples: ['/release slower board'],
  },
  'release start': {
    usage: '<service|id>',
    summary: 'Start the release of the newest approved pre-release',
    examples: ['/release start board'],
  },
  'release tickets-retry': {
    usage: '<id>',
    summary: 'Try the tickets that failed again',
    examples: ['/release tickets-retry rel_7Q2F9K'],
  },
  'release undo': {
    usage: '<service|id>',
    summary: 'Undo your own approval',
    examples: ['/release undo board'],
  },
  'release unfreeze': {
    usage: '<service|all>',
    summary: 'End a freeze early',
    examples: ['/release unfreeze board'],
  },
  'release terminate': {
    usage: '<service> <number> <change> <reason>',
    summary: 'Destroy servers that no open release stands for',
    examples: ['/release terminate board 1764460800001 1 left over'],
  },
  'release unlock': {
    usage: '<service> <reason>',
    summary: 'Let a locked service start releases again',
    examples: ['/release unlock board the cause is fixed'],
  },
  'release unprotect': {
    usage: '<service> <number> <change> <reason>',
    summary: 'Switch the protection of such servers off',
    examples: ['/release unprotect board 1764460800001 1 left over'],
  },
  rollback: {
    usage: '<service> [version] [reason]',
    summary: 'Roll everyone back to the last good build',
    examples: [
      '/rollback board strokes get lost',
      '/rollback board 1.41.2 strokes get lost',
      '/rollback board plan',
    ],
  },
} as const;
