/** Commands that show, tell or set what somebody is told: nothing in production moves by them. */
export const showingHelpTexts = {
  'prerelease status': {
    usage: '[service]',
    summary: 'See the pre-releases that are running',
    examples: ['/prerelease status board', '/prerelease status'],
  },
  'release actions': {
    usage: '',
    summary: 'See where a release stands, and act on it',
    examples: ['/release actions'],
  },
  'release changes': {
    usage: '<service> [from..to]',
    summary: 'See what changes between two builds',
    examples: [
      '/release changes board',
      '/release changes board 1.41.2..1.42.0',
      '/release changes board 1.42.0',
    ],
  },
  'release errors': {
    usage: '<service>',
    summary: 'See which errors are known, and until when',
    examples: ['/release errors board'],
  },
  'release follow': {
    usage: '<service|id>',
    summary: 'Get direct messages about a service or a release',
    examples: ['/release follow board'],
  },
  'release greeted': {
    usage: '',
    summary: 'Remove the greeting from the Home tab',
    examples: ['/release greeted'],
  },
  'release help': {
    usage: '[prerelease|release|rollback|thread|verb]',
    summary: 'See all commands',
    examples: ['/release help', '/release help freeze'],
  },
  'release history': {
    usage: '<service> [10]',
    summary: 'See the last pre-releases and releases of a service',
    examples: ['/release history board', '/release history board 30'],
  },
  'release mine': {
    usage: '',
    summary: 'See what waits for you and what runs now',
    examples: ['/release mine'],
  },
  'release refresh': {
    usage: '<service|id>',
    summary: 'Update the messages of a release',
    examples: ['/release refresh board'],
  },
  'release rehearse': {
    usage: '<service>',
    summary: 'See what the judge of today would have done with past builds',
    examples: ['/release rehearse board'],
  },
  'release review': {
    usage: '<id>',
    summary: 'See what an approval is about, and answer it',
    examples: ['/release review rel_7Q2F9K'],
  },
  'release services': {
    usage: '',
    summary: 'List the services Davy releases',
    examples: ['/release services'],
  },
  'release settings': {
    usage: '[follow=…] [tell=…] [summaries=…] [quiet=22:00-8:00]',
    summary: 'Choose what Davy writes to you, and when',
    examples: ['/release settings', '/release settings quiet=22:00-8:00'],
  },
  'release share': {
    usage: '<what was asked>',
    summary: 'Show an answer to everybody in the channel',
    examples: ['/release share status board'],
  },
  'release status': {
    usage: '[service|id]',
    summary: 'See what runs, what waits and what is live',
    examples: ['/release status board', '/release status'],
  },
  'release summary': {
    usage: '[today|week|month] [service]',
    summary: 'See what reached users, what broke and what waits',
    examples: ['/release summary week', '/release summary month board'],
  },
  'release test': {
    usage: '<service>',
    summary: 'Send a test message, and see whether Davy reaches the channels and the approvers',
    examples: ['/release test board'],
  },
  'release tickets': {
    usage: '<service|id>',
    summary: 'See what happened to the tickets of a release',
    examples: ['/release tickets board'],
  },
  'release unfollow': {
    usage: '<service|id>',
    summary: 'Stop following a service or a release',
    examples: ['/release unfollow board'],
  },
  'release who': {
    usage: '<service>',
    summary: 'See who approves, who is on call, and what time it is for them',
    examples: ['/release who board'],
  },
  'release why': {
    usage: '<service|id>',
    summary: 'See what a release is waiting for',
    examples: ['/release why board'],
  },
} as const;
