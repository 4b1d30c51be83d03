/** Whether somebody only wants to read what a program does: it must then do nothing else. */
export function wantsHelp([first = '']: readonly string[]): boolean {
  return first === '--help' || first === '-h';
}
