import type { RunHost } from "../run-host.ts";
import { openOutputFolder } from "./output-folder.ts";
import { outputReader } from "./output-reader.ts";

/** This machine as the place of a run: its file system, its process, its versions. */
export function nodeRunHost(): RunHost {
  return Object.freeze({
    specVersion: 1,
    openOutput: openOutputFolder,
    readOutput: outputReader,
    facts: Object.freeze({ node: process.version, platform: `${process.platform}-${process.arch}` }),
  });
}
