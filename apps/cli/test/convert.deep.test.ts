import { execFileSync } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { contentsOf } from "./file-tree.ts";
import { runOhcs, statuses } from "./run-ohcs.ts";
import { samplePlate } from "./sample-plate.ts";
import { succeed } from "./zarr-plates.ts";

const WELLS = Array.from({ length: 12 }, (_, i) => `A${String(i + 1).padStart(2, "0")}`);
const PLATE = { wells: WELLS, sites: 2, channels: 2, z: 2, tile: 64 };
/** Only root can make a disk of its own. */
const canMount = process.platform === "linux" && process.getuid?.() === 0;
if (!canMount) process.stderr.write("\n*** SKIPPED: a full disk, which only root can make ***\n");

const FORMATS: Readonly<Record<string, readonly string[]>> = {
  "OME-Zarr 0.4": ["--version", "0.4"],
  "OME-Zarr 0.5, sharded": ["--set", "zarr.chunk=32"],
  "OME-Zarr 0.6": ["--version", "0.6"],
  TIFF: ["--to", "tiff"],
  ImageXpress: ["--to", "imagexpress"],
};

test.each(Object.entries(FORMATS))(
  "landmine 12: to %s, one worker and four, and a conversion killed half-way and resumed, give the same bytes",
  async (_, format) => {
    await using sample = await samplePlate(PLATE);
    const { folder } = sample;
    const convert = ["convert", "tiny", ...format, "--runner", "threads", "-o"];
    await succeed(folder, [...convert, "one", "--workers", "1"]);
    await succeed(folder, [...convert, "four", "--workers", "4"]);
    const whole = await contentsOf(join(folder, "one"));
    expect(await contentsOf(join(folder, "four"))).toEqual(whole);
    const records = join(folder, "killed/.ohcs/wells");
    const killed = await runOhcs(
      folder,
      ["convert", "tiny", ...format, "-o", "killed", "--workers", "1"],
      async (child) => {
        while (child.exitCode === null && (await readdir(records).catch(() => [])).length < 4)
          await new Promise((resolve) => setTimeout(resolve, 5));
        child.kill("SIGKILL");
      },
    );
    expect(killed.exitCode).toBeNull();
    const { out } = await succeed(folder, ["convert", "tiny", ...format, "-o", "killed", "--resume", "--json"]);
    expect(new Set(statuses(out))).toEqual(new Set(["skipped", "success"]));
    expect(await contentsOf(join(folder, "killed"))).toEqual(whole);
    await succeed(folder, ["verify", "killed"]);
  },
  180_000,
);

interface OmeAttributes {
  readonly plate?: object;
  readonly well?: { readonly images?: readonly object[] };
}

/** Replaces members of what a group states of itself. */
async function changeDocument(file: string, changed: (ome: OmeAttributes) => OmeAttributes): Promise<void> {
  const document = JSON.parse(await readFile(file, "utf8"));
  const ome: OmeAttributes = document.attributes.ome;
  await writeFile(file, JSON.stringify({ ...document, attributes: { ome: { ...ome, ...changed(ome) } } }));
}

test("a plate of several acquisitions becomes a plate for each, which states its acquisition", async () => {
  await using sample = await samplePlate({ ...PLATE, wells: ["A01"] });
  const { folder } = sample;
  await succeed(folder, ["convert", "tiny", "-o", "zarr"]);
  const acquisitions = [{ id: 3 }, { id: 7 }];
  await changeDocument(join(folder, "zarr/tiny.zarr/zarr.json"), ({ plate }) => ({
    plate: { ...plate, acquisitions },
  }));
  await changeDocument(join(folder, "zarr/tiny.zarr/A/1/zarr.json"), ({ well }) => {
    const images = well?.images?.map((image, i) => ({ ...image, acquisition: acquisitions[i]?.id })) ?? [];
    return { well: { ...well, images } };
  });
  await succeed(folder, ["convert", "zarr/tiny.zarr", "-o", "each"]);
  for (const id of [3, 7]) {
    const plate = join(folder, `each/acquisition_${id}/tiny.zarr`);
    const { ome } = JSON.parse(await readFile(join(plate, "zarr.json"), "utf8")).attributes;
    expect(ome.plate.acquisitions).toEqual([{ id, name: `Acquisition ${id}`, maximumfieldcount: 1 }]);
    await succeed(folder, ["validate", plate, "--strict"]);
  }
}, 120_000);

test.runIf(canMount)(
  "a disk that becomes full is a clear error, and nothing lies there half-written",
  async () => {
    await using sample = await samplePlate({ ...PLATE, wells: WELLS.slice(0, 4) });
    const { folder } = sample;
    await succeed(folder, ["convert", "tiny", "-o", "whole"]);
    const small = join(folder, "small");
    await mkdir(small);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=160k", "none", small]);
    try {
      const { exitCode, out } = await runOhcs(folder, ["convert", "tiny", "-o", "small/out", "--json"]);
      expect(exitCode).toBeGreaterThan(0);
      expect(out).toMatch(/STORAGE_FULL|DISK_SPACE_SHORT|OUTPUT_NOT_WRITABLE/);
      const whole = await contentsOf(join(folder, "whole"));
      const left = await contentsOf(join(small, "out")).catch(() => ({}));
      for (const [path, hash] of Object.entries(left))
        if (path.startsWith("tiny.zarr/")) expect([path, hash]).toEqual([path, whole[path]]);
    } finally {
      execFileSync("umount", [small]);
    }
  },
  60_000,
);
