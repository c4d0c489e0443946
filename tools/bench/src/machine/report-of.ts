import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Runs a program to its end, which prints its report as JSON. */
export async function reportOf<Report>(
  program: string,
  args: readonly (string | number)[],
  env = process.env,
): Promise<Report> {
  const { stdout } = await promisify(execFile)(program, args.map(String), { env });
  return JSON.parse(stdout) as Report;
}
