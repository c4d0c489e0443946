import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { imageAxes, plateDocuments, pyramidLevels } from "@ohcs/ngff";
import { expect, test } from "vitest";
import { runHere } from "./run-here.ts";

const axes = imageAxes("cyx");
const image = {
  name: "field",
  axes,
  levels: pyramidLevels({ axes, shape: [1, 64, 64], scale: [1, 0.65, 0.65] }),
  downscaling: { type: "mean", metadata: { method: "mean of 2 × 2 pixels" } },
  storage: { dataType: "uint16" as const, chunkShape: [1, 64, 64] },
};

async function writePlate(folder: string, version: "0.4" | "0.5" | "0.6"): Promise<void> {
  const wells = ["A01", "B02"].map((id) => ({ id, fields: [{ image }] }));
  for (const { path, content } of plateDocuments({ version, name: "p", layout: 96, wells })) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), JSON.stringify(content));
  }
}

test.each(["0.4", "0.5", "0.6"] as const)(
  "ohcs validate finds nothing wrong with a clean plate of %s",
  async (version) => {
    const folder = await mkdtemp(join(tmpdir(), "ohcs-validate-"));
    await writePlate(join(folder, "p.zarr"), version);
    const { exitCode, out } = await runHere(folder, ["validate", "p.zarr", "--json"]);
    expect({ exitCode, ...JSON.parse(out) }).toMatchObject({ exitCode: 0, valid: true, version, violations: [] });
    await rm(folder, { recursive: true });
  },
);

test("ohcs validate lists every violation with path and rule, and its exit code says invalid", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ohcs-validate-"));
  await writePlate(join(folder, "p.zarr"), "0.5");
  await rm(join(folder, "p.zarr", "B", "2"), { recursive: true });
  await writeFile(join(folder, "p.zarr", "A", "1", "0", "zarr.json"), "{");
  const { exitCode, out } = await runHere(folder, ["validate", "p.zarr"]);
  expect(exitCode).toBe(1);
  expect(out).toContain("OME-Zarr 0.5 plate");
  expect(out).toMatch(/must\s+A\/1\/0\/zarr.json\s+zarr\/unreadable/);
  expect(out).toMatch(/must\s+\S*zarr.json.*plate\/well-missing/);
  expect(out).toMatch(/invalid: \d violations/);
  await rm(folder, { recursive: true });
});

test("ohcs validate of a folder that is no OME-Zarr says so", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ohcs-validate-"));
  const { exitCode, out } = await runHere(folder, ["validate", ".", "--json"]);
  expect({ exitCode, ...JSON.parse(out) }).toMatchObject({ exitCode: 1, valid: false, kind: null });
  await rm(folder, { recursive: true });
});

test.each(["nowhere.zarr", "plate.zarr"])(
  "ohcs validate of what is no folder is an error, not a verdict: %s",
  async (name) => {
    const folder = await mkdtemp(join(tmpdir(), "ohcs-validate-"));
    await writeFile(join(folder, "plate.zarr"), "");
    const { exitCode, err } = await runHere(folder, ["validate", name]);
    expect(exitCode).toBe(1);
    expect(err).toContain("ZARR_NOT_FOUND");
    await rm(folder, { recursive: true });
  },
);
