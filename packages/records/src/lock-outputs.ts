import { isOhcsError } from "@ohcs/context";
import type { OpenOutputOptions, OutputFolder, RunHost } from "./run-host.ts";

/** Output plates that are locked for several runs. */
export interface LockedOutputs {
  /** The host on which these runs open their outputs: it returns the locked folders. */
  readonly host: RunHost;
  release(): Promise<void>;
}

/**
 * Locks the output plates of several runs before the first of them begins: all, or none where another command holds one. An
 * output that cannot be opened for another reason is left for its own run to report.
 * @throws `OUTPUT_LOCKED`
 */
export async function lockOutputs(
  host: RunHost,
  roots: readonly string[],
  options: OpenOutputOptions = {},
): Promise<LockedOutputs> {
  const held = new Map<string, OutputFolder>();
  const release = async () => {
    for (const folder of [...held.values()].toReversed()) await folder.release();
  };
  try {
    for (const root of roots) {
      const folder = await host.openOutput(root, options).catch(lockedThrows);
      if (folder !== null) held.set(root, folder);
    }
  } catch (error) {
    await release();
    throw error;
  }
  const openOutput = async (root: string, own?: OpenOutputOptions): Promise<OutputFolder> => {
    const folder = held.get(root);
    return folder === undefined ? host.openOutput(root, own) : { ...folder, release: async () => {} };
  };
  return { host: { ...host, openOutput }, release };
}

function lockedThrows(error: unknown): null {
  if (isOhcsError(error, "OUTPUT_LOCKED")) throw error;
  return null;
}
