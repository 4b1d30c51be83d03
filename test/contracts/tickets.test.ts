import { jiraWorld } from '../support/jira-world.ts';
import { holdTo, type Kinds } from './contract.ts';
import { ticketsLaws, type TicketsWorld } from './tickets-laws.ts';

/** Every ticket tracker there is. */
const trackers: Kinds<TicketsWorld> = [['Jira', jiraWorld]];
holdTo('a ticket tracker', trackers, ticketsLaws);
