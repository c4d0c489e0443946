/** How `ohcs` ends. 130 and 143 are for interruption, as shells expect it. */
export const EXIT = {
  success: 0,
  usage: 1,
  compileErrors: 2,
  someWellsFailed: 3,
  allWellsFailed: 4,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
