import { join } from "node:path";
import { expect, test } from "vitest";
import { begunPlate } from "./begun-plate.ts";
import { contentsOf } from "./file-tree.ts";
import { runOhcs } from "./run-ohcs.ts";

const imagesOf = async (folder: string) =>
  Object.fromEntries(Object.entries(await contentsOf(folder)).filter(([path]) => !path.startsWith(".ohcs")));

test.each([["disk"], ["zarr"]])(
  "--from-step runs the step and what follows, to the bytes of a whole run (%s)",
  async (backend) => {
    await using plate = await begunPlate("--backend", backend);
    expect((await plate.run("changed.yaml", "-o", "whole")).exitCode).toBe(0);
    const { exitCode, out } = await plate.run("changed.yaml", "-o", "out", "--from-step", "brighten", "--json");
    expect(exitCode).toBe(0);
    const { A01 } = (JSON.parse(out) as { wells: Record<string, { steps: readonly { name: string }[] }> }).wells;
    expect(A01?.steps.map(({ name }) => name)).toEqual(["brighten"]);
    expect(await imagesOf(join(plate.folder, "out"))).toEqual(await imagesOf(join(plate.folder, "whole")));
    const resumed = await runOhcs(plate.folder, ["resume", "out", "--from-step", "3", "--json"]);
    expect(resumed.exitCode).toBe(0);
    expect(JSON.parse(resumed.out).wells.A01.status).toBe("skipped");
  },
);
