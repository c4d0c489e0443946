import { resolve } from "node:path";
import { InvalidArgumentError } from "commander";

/** A mount: its name, and where this machine has it. */
export type MountValue = readonly [name: string, folder: string];

/** Reads `plates=/mnt/plates`. */
export function mount(text: string): MountValue {
  const [, name, folder] = /^([\w.-]+)=(.+)$/.exec(text) ?? [];
  if (name !== undefined && folder !== undefined) return [name, resolve(folder)];
  throw new InvalidArgumentError("a name and a folder like plates=/mnt/plates");
}
