import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { VendorMemory } from "../registry/slot-count.ts";

/** Where the tools of vendors are searched. */
export interface VendorMemoryOptions {
  /** NVIDIA's tool, included in the driver. @default "nvidia-smi" */
  readonly nvidiaSmi?: string;
  /** Where Linux lists graphics cards. @default "/sys/class/drm" */
  readonly drm?: string;
  /** For the tool, in ms. @default 5000 */
  readonly timeoutMs?: number;
}

const MIB = 1024 ** 2;
/** The vendor of a PCI card whose driver reports its memory in the file system. */
const PCI_VENDORS: Readonly<Record<string, string>> = { "0x1002": "amd" };

/**
 * The memory of the boards of this machine: NVIDIA's from `nvidia-smi`, AMD's from the files of its Linux driver. Never
 * rejects: a tool that is missing or gives unknown output contributes no board.
 */
export async function vendorMemory(options: VendorMemoryOptions = {}): Promise<readonly VendorMemory[]> {
  const { nvidiaSmi = "nvidia-smi", drm = "/sys/class/drm", timeoutMs = 5000 } = options;
  return (await Promise.all([nvidiaBoards(nvidiaSmi, timeoutMs), drmBoards(drm)])).flat();
}

async function nvidiaBoards(command: string, timeout: number): Promise<readonly VendorMemory[]> {
  const query = ["--query-gpu=name,memory.total", "--format=csv,noheader,nounits"];
  const { stdout } = await promisify(execFile)(command, query, { timeout, killSignal: "SIGKILL" }).catch(() => NOTHING);
  return stdout.split("\n").flatMap((line) => {
    const [, name, mib] = /^(.+), *(\d+)$/.exec(line.trim()) ?? [];
    return name === undefined ? [] : [{ vendor: "nvidia", name, bytes: Number(mib) * MIB }];
  });
}

const NOTHING = { stdout: "" };

async function drmBoards(folder: string): Promise<readonly VendorMemory[]> {
  const cards = (await readdir(folder).catch(() => [])).filter((name) => /^card\d+$/.test(name));
  return (await Promise.all(cards.toSorted().map((card) => drmBoard(join(folder, card, "device"))))).flat();
}

async function drmBoard(device: string): Promise<readonly VendorMemory[]> {
  const read = async (name: string) => (await readFile(join(device, name), "utf8").catch(() => "")).trim();
  const vendor = PCI_VENDORS[await read("vendor")];
  const bytes = Number(await read("mem_info_vram_total"));
  return vendor === undefined || !(bytes > 0) ? [] : [{ vendor, name: null, bytes }];
}
