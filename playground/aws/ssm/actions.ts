import type { Actions } from '../action.ts';
import { cancelCommand } from './cancel-command.ts';
import { sendCommand } from './command-actions.ts';
import {
  describeInstanceInformation,
  getCommandInvocation,
  listCommandInvocations,
} from './look-actions.ts';
import { getParameter, putParameter } from './parameter-actions.ts';

/** What is spoken of Systems Manager. */
export const managerActions: Actions = {
  CancelCommand: cancelCommand,
  DescribeInstanceInformation: describeInstanceInformation,
  GetCommandInvocation: getCommandInvocation,
  GetParameter: getParameter,
  ListCommandInvocations: listCommandInvocations,
  PutParameter: putParameter,
  SendCommand: sendCommand,
};
