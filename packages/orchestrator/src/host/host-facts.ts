import { constants } from "node:fs";
import { access, open, stat, statfs } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { EarlierRun, HostFacts, OutputFacts } from "@ohcs/context";
import { machineMemory } from "@ohcs/executor/host";
import { readRunRecord } from "@ohcs/records";
import { nodeRunHost } from "@ohcs/records/host";
import { standingPart } from "./real-path.ts";

/** Where a record begins: what the run is of stands before its wells, which may be many megabytes. */
const HEAD_BYTES = 4096;

/** What the latest run in an output folder was of; null where there is none, or its record cannot be read. */
export async function earlierRun(root: string): Promise<EarlierRun | null> {
  return (await fromHead(root).catch(() => null)) ?? (await fromRecord(root).catch(() => null));
}

async function fromHead(root: string): Promise<EarlierRun | null> {
  const file = await open(join(root, ".ohcs", "run.json"));
  try {
    const { buffer, bytesRead } = await file.read({ buffer: new Uint8Array(HEAD_BYTES), position: 0 });
    const head = new TextDecoder().decode(buffer.subarray(0, bytesRead));
    const [plateId, pipelineName] = [textField(head, "plateId"), textField(head, "pipelineName")];
    return plateId === null || pipelineName === null ? null : { plateId, pipelineName };
  } finally {
    await file.close();
  }
}

/** Fields of the record itself stand one to a line, two spaces in; no line of a text begins like that, and no inner field. */
function textField(head: string, name: string): string | null {
  const value = new RegExp(`^ {2}"${name}": (".*"),?$`, "m").exec(head)?.[1];
  return value === undefined ? null : (JSON.parse(value) as string);
}

/** A record that is laid out otherwise is read as a whole. One that cannot be read says nothing: who goes on with the run is told. */
async function fromRecord(root: string): Promise<EarlierRun> {
  const { plateId, pipelineName } = await readRunRecord(nodeRunHost().readOutput(root));
  return { plateId, pipelineName };
}

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
