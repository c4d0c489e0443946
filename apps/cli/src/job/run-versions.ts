import { programVersions } from "ohcs/compose";
import { version } from "../program/version.ts";

/** Versions of everything of ours that takes part in a run of the command line. */
export function runVersions(): Readonly<Record<string, string>> {
  return { "@ohcs/cli": version(), ...programVersions() };
}
