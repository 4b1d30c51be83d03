const { PATH = '', NODE_COMPILE_CACHE: compiled } = process.env;

/**
 * All that a program under test is given of the shell: where programs are, and where is kept what
 * was compiled before (vitest.config.ts), because tests start some a hundred times.
 */
export const shell: Readonly<Record<string, string>> = {
  PATH,
  ...(compiled === undefined ? {} : { NODE_COMPILE_CACHE: compiled }),
};
