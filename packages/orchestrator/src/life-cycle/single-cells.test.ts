import { recordsOf } from "@ohcs/context";
import { inlineRunner } from "@ohcs/executor/inline";
import { DiskBackend } from "@ohcs/filemanager/disk";
import { presets } from "@ohcs/functions/presets";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeSamplePlate, type SamplePlate } from "../../test/folders.ts";

let plate: SamplePlate;
beforeEach(async () => {
  plate = await makeSamplePlate({ wells: ["A01", "A02"], z: 1, tile: 96, radius: [6, 8], cells: 5, channels: 2 });
});
afterEach(() => plate.remove());

/** Two channels in place of the five of Cell Painting. */
const channelRoles = { er: "2", rna: "2", agp: "2", mito: "1" };

test.each(["cells", "cell-painting", "translocation"])(
  "preset '%s' has one row per nucleus found, each within its cell",
  async (name) => {
    const orchestrator = plate.orchestrator({ config: { commandLine: [{ layer: { channelRoles } }] } });
    await orchestrator.initialize();
    await orchestrator.compilePipelines(presets[name] ?? { name, steps: [] });
    const runner = inlineRunner({ importModule: (url) => import(url) });
    const { status } = await orchestrator.executeCompiledPlate({ runner }).result;
    expect(status).toBe("complete");

    const [cells, wells] = [await rowsOf("single_cells.csv"), await rowsOf("wells.csv")];
    for (const { Metadata_Well, Count_Cells, Segmentation_Count } of wells) {
      expect(Number(Count_Cells)).toBeGreaterThan(0);
      expect(Count_Cells).toBeLessThanOrEqual(Number(Segmentation_Count));
      expect(cells.filter((cell) => cell.Metadata_Well === Metadata_Well)).toHaveLength(Number(Count_Cells));
    }
    for (const cell of cells) {
      expect(cell.Metadata_Nuclei_Count).toBe(1);
      expect(Number(cell.Nuclei_AreaShape_Area)).toBeLessThanOrEqual(Number(cell.Cells_AreaShape_Area));
      expect(Number(cell.Cells_Intensity_MaxIntensity_DNA)).toBeGreaterThanOrEqual(
        Number(cell.Nuclei_Intensity_MaxIntensity_DNA),
      );
    }
  },
);

async function rowsOf(name: string) {
  const disk = new DiskBackend({ root: `${plate.folder}/tiny_openhcs/images_results`, readOnly: true });
  return recordsOf(await disk.loadTable(name));
}
