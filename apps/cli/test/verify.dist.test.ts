import { appendFile, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runHere } from "./run-here.ts";
import { samplePlate } from "./sample-plate.ts";

interface Receipt {
  readonly proved: readonly string[];
  readonly problems: readonly { readonly of: string; readonly reason: string; readonly file: string | null }[];
  readonly digest: string;
  readonly changedSources: readonly string[];
}

test("verify proves a run by its hashes, equal runs alike, and names the first thing that is not as recorded", async () => {
  await using sample = await samplePlate();
  const verify = async (folder: string) => {
    const { exitCode, out } = await runHere(sample.folder, ["verify", folder, "--json"]);
    return { exitCode, receipt: (JSON.parse(out) as { readonly receipts: readonly Receipt[] }).receipts[0] };
  };
  for (const folder of ["out", "again"])
    await runHere(sample.folder, ["run", "tiny", "-p", "preset:project", "-o", folder]);
  const whole = await verify("out");
  expect(whole).toMatchObject({ exitCode: 0, receipt: { problems: [], changedSources: [] } });
  expect(whole.receipt?.proved).toEqual(expect.arrayContaining(["A01", "tables"]));
  expect((await verify("again")).receipt?.digest).toBe(whole.receipt?.digest);

  const images = join(sample.folder, "out", "images");
  const [image = ""] = (await readdir(images)).toSorted();
  const path = join(images, image);
  const bytes = await readFile(path);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  await writeFile(path, bytes);
  const changed = await verify("out");
  expect(changed.exitCode).toBe(3);
  expect(changed.receipt?.problems).toEqual([{ of: "A01", reason: "fileDamaged", file: `images/${image}` }]);
  expect(changed.receipt?.digest).not.toBe(whole.receipt?.digest);

  const [source = ""] = (await readdir(sample.plate, { recursive: true }))
    .filter((name) => /\.tif$/i.test(name))
    .toSorted();
  await appendFile(join(sample.plate, source), "x");
  const { receipt } = await verify("again");
  expect(receipt).toMatchObject({ problems: [], changedSources: [source.replaceAll("\\", "/")] });
  const { out } = await runHere(sample.folder, ["verify", "out"]);
  expect(out).toContain(`✗ A01 has a file that is not as committed: images/${image}`);
});

test("verify asks for no record of wells that were not selected, as status calls them, and for those of all others", async () => {
  await using sample = await samplePlate({ wells: ["A01", "A02", "B01"] });
  await runHere(sample.folder, ["run", "tiny", "-p", "preset:count-nuclei", "-o", "out", "--wells", "A01:A02"]);
  const trial = await runHere(sample.folder, ["verify", "out"]);
  expect(trial).toMatchObject({ exitCode: 0, out: expect.stringContaining("is what its records say") });
  const status = await runHere(sample.folder, ["status", "out"]);
  expect(status.out).toMatch(/not selected +1 {2}B01\n/);
  const records = join(sample.folder, "out", ".ohcs", "wells");
  const [, second = ""] = (await readdir(records)).toSorted();
  await rm(join(records, second), { recursive: true });
  const lost = await runHere(sample.folder, ["verify", "out"]);
  expect(lost).toMatchObject({ exitCode: 3, out: expect.stringContaining("✗ A02 has no record") });
});
