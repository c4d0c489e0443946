import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { vendorMemory } from "./vendor-memory.ts";

const MIB = 1024 ** 2;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-vendor-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const absent = () => join(folder, "absent");

async function toolOf(script: string): Promise<string> {
  const tool = join(folder, "nvidia-smi");
  await writeFile(tool, `#!/bin/sh\n${script}\n`);
  await chmod(tool, 0o755);
  return tool;
}

async function cardOf(name: string, files: Readonly<Record<string, string>>): Promise<void> {
  const device = join(folder, "drm", name, "device");
  await mkdir(device, { recursive: true });
  for (const [file, text] of Object.entries(files)) await writeFile(join(device, file), text);
}

test("NVIDIA boards are those that its tool lists, by name", async () => {
  const nvidiaSmi = await toolOf(
    '[ "$1" = "--query-gpu=name,memory.total" ] && printf "NVIDIA H100, PCIe, 81559\\nNVIDIA T4, 15360\\n"',
  );
  expect(await vendorMemory({ nvidiaSmi, drm: absent() })).toEqual([
    { vendor: "nvidia", name: "NVIDIA H100, PCIe", bytes: 81559 * MIB },
    { vendor: "nvidia", name: "NVIDIA T4", bytes: 15360 * MIB },
  ]);
});

test("AMD boards are cards whose driver reports their memory; connectors and other cards are not", async () => {
  await cardOf("card0", { vendor: "0x1002\n", mem_info_vram_total: "17163091968\n" });
  await cardOf("card0-DP-1", { vendor: "0x1002", mem_info_vram_total: "1" });
  await cardOf("card1", { vendor: "0x8086\n" });
  await cardOf("card2", { vendor: "0x1002\n", mem_info_vram_total: "" });
  expect(await vendorMemory({ nvidiaSmi: absent(), drm: join(folder, "drm") })).toEqual([
    { vendor: "amd", name: null, bytes: 17163091968 },
  ]);
});

test("a tool that is missing, fails, hangs or gives unknown output contributes no board", async () => {
  const drm = absent();
  expect(await vendorMemory({ nvidiaSmi: absent(), drm })).toEqual([]);
  expect(await vendorMemory({ nvidiaSmi: await toolOf("exit 9"), drm })).toEqual([]);
  expect(await vendorMemory({ nvidiaSmi: await toolOf('echo "NVIDIA-SMI has failed, [N/A]"'), drm })).toEqual([]);
  expect(await vendorMemory({ nvidiaSmi: await toolOf("exec sleep 60"), drm, timeoutMs: 50 })).toEqual([]);
});
