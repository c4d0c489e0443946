import { constants } from "node:fs";
import { access, stat, statfs } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { HostFacts, OutputFacts } from "@ohcs/context";
import { machineMemory } from "@ohcs/executor/host";
import { earlierRun } from "@ohcs/records/host";
import { standingPart } from "./real-path.ts";

/** What the compiler may know of this machine, GPUs apart, and of the place of the output plate; nothing is made or changed. */
export async function hostFacts(outputRoot: string): Promise<Omit<HostFacts, "sourceRoot">> {
  return {
    cores: availableParallelism(),
    memoryBytes: machineMemory(),
    output: await outputFacts(outputRoot),
    gpu: null,
  };
}

async function outputFacts(outputRoot: string): Promise<OutputFacts> {
  const { standing, missing } = await standingPart(outputRoot);
  const root = join(standing, ...missing);
  return {
    root,
    writable: await isWritableFolder(standing),
    freeBytes: await freeBytes(standing),
    earlier: await earlierRun(root),
  };
}

async function isWritableFolder(path: string): Promise<boolean> {
  try {
    await access(path, constants.W_OK | constants.X_OK);
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

async function freeBytes(path: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  } catch {
    return null;
  }
}
