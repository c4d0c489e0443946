import type { Verification } from "@ohcs/records";

/** How a run makes use of what an earlier one finished. */
export interface ResumeOptions {
  /** How outputs are proved before their well is skipped. @default "hash" */
  readonly verify?: Verification;
  /** Runs again only wells that failed; others without a valid result are left out, with an error that says so. @default false */
  readonly onlyFailed?: boolean;
}

/** What was asked for, completed; null where everything is to be run. */
export function resumeFrom(resume: boolean | ResumeOptions): Required<ResumeOptions> | null {
  if (resume === false) return null;
  const { verify = "hash", onlyFailed = false } = resume === true ? {} : resume;
  return { verify, onlyFailed };
}
