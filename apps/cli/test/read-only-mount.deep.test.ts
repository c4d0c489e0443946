import { execFileSync } from "node:child_process";
import { appendFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type LayoutName, tinyPlate } from "@ohcs/testkit";
import { writePlate } from "@ohcs/testkit/disk";
import { expect, test } from "vitest";
import { fingerprintsOf } from "./file-tree.ts";
import { planesOf } from "./planes-of.ts";
import { samplePlate } from "./sample-plate.ts";
import { succeed } from "./zarr-plates.ts";

/** Only root can mount. */
const canMount = process.platform === "linux" && process.getuid?.() === 0;
if (!canMount) process.stderr.write("\n*** SKIPPED: plates on read-only mounts, which only root can make ***\n");

const LAYOUTS: readonly LayoutName[] = ["imagexpress", "phenix", "cellvoyager", "scanr", "ome-tiff"];

test.runIf(canMount).each(LAYOUTS)(
  "landmine 11: a plate of %s on a read-only mount is inspected, run, and converted to the planes that it has; every byte stays",
  async (layout) => {
    await using sample = await samplePlate({ wells: ["A01"] });
    const { folder } = sample;
    const design = tinyPlate({ name: "p", layout, wells: ["A01", "C05"], sites: 2, channels: 2, z: 2, tile: 48 });
    const { plateFolder } = await writePlate(design, join(folder, "source"));
    const before = await fingerprintsOf(plateFolder);
    const mounted = join(folder, "mounted");
    await mkdir(mounted);
    execFileSync("mount", ["--bind", plateFolder, mounted]);
    try {
      execFileSync("mount", ["-o", "remount,ro,bind", mounted]);
      await expect(appendFile(join(mounted, "x"), "x")).rejects.toMatchObject({ code: "EROFS" });
      const inspected = JSON.parse((await succeed(folder, ["inspect", "mounted", "--json"])).out);
      expect([inspected.planes, inspected.wells]).toEqual([16, ["A01", "C05"]]);
      await succeed(folder, ["run", "mounted", "-p", "preset:project", "-o", "run"]);
      await succeed(folder, ["convert", "mounted", "-o", "zarr"]);
      const source = Object.values((await planesOf(mounted)).planes);
      expect(Object.values((await planesOf(join(folder, "zarr/mounted.zarr"))).planes)).toEqual(source);
    } finally {
      execFileSync("umount", [mounted]);
    }
    expect(await fingerprintsOf(plateFolder)).toEqual(before);
  },
  120_000,
);
