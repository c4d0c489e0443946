import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { recordsOf } from "@ohcs/context";
import { inlineRunner } from "@ohcs/executor/inline";
import { DiskBackend } from "@ohcs/filemanager/disk";
import { presets } from "@ohcs/functions/presets";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeSamplePlate, type SamplePlate } from "../../test/folders.ts";

let plate: SamplePlate;
beforeEach(async () => {
  const placements = { A01: "spaced", A02: "touching", A03: "sparse" } as const;
  plate = await makeSamplePlate({
    wells: Object.keys(placements),
    placements,
    z: 1,
    tile: 160,
    radius: [5, 12],
    cells: 8,
  });
});
afterEach(() => plate.remove());

const runner = inlineRunner({ importModule: (url) => import(url) });

async function run(resume = false) {
  const orchestrator = plate.orchestrator({ config: { commandLine: [{ layer: { channelRoles: { nuclei: "1" } } }] } });
  await orchestrator.initialize();
  await orchestrator.compilePipelines(presets["count-nuclei-one-scale"] ?? { name: "none", steps: [] });
  const { status, phases } = await orchestrator.executeCompiledPlate({ runner, resume }).result;
  expect(status).toBe("complete");
  const output = join(plate.folder, "tiny_openhcs");
  const [file = "", ...others] = await readdir(join(output, "artifacts/diameter"));
  expect(others).toEqual([]);
  const artifact = JSON.parse(await readFile(join(output, "artifacts/diameter", file), "utf8"));
  const wells = await new DiskBackend({ root: join(output, "images_results"), readOnly: true }).loadTable("wells.csv");
  const notices = phases.flatMap(({ result }) => result?.notices ?? []);
  return { file, artifact, wells: recordsOf(wells), note: notices.find(({ severity }) => severity === "note") };
}

test("one diameter of nuclei is found over a plate of small and large ones, noted, and used in all wells", async () => {
  const { file, artifact, wells, note } = await run();
  const { diameter, objects } = artifact.channels["1"];
  expect(diameter).toBeGreaterThan(10);
  expect(diameter).toBeLessThan(24);
  expect(note).toMatchObject({ code: "PLATE_DIAMETER", where: { step: { name: "diameter" } } });
  expect(note?.message).toContain(`${diameter} px across, over ${objects} objects`);
  expect(wells.at(-1)).toMatchObject({ Metadata_Well: "A03", Count_Nuclei: 3 });
  expect(await run(true)).toMatchObject({ file, note });
});
