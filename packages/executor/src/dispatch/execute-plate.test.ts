import { nodeRunHost } from "@ohcs/records/host";
import { plateOf } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makePlateFolders, type PlateFolders } from "../../test/plate-folders.ts";
import { projectionOf, writeWell } from "../../test/projection.ts";
import { inlineRunner } from "../inline/inline-runner.ts";
import { executePlate } from "./execute-plate.ts";

const functionsUrl = new URL("../../test/fixtures/functions.mjs", import.meta.url).href;
let folders: PlateFolders;
beforeEach(async () => {
  folders = await makePlateFolders(functionsUrl);
});
afterEach(() => folders.remove());

test("executePlate() projects the wells of a plate and stores images, tables, metadata and records", async () => {
  await writeWell(folders, "A01", 5);
  await writeWell(folders, "A02", 7);
  const plate = plateOf([projectionOf("A01"), projectionOf("A02")]);
  const run = executePlate({
    plate,
    runner: inlineRunner({ importModule: (url) => import(url) }),
    workers: 1,
    startup: folders.startup,
    host: nodeRunHost(),
  });
  const { status, wells } = await run.result;
  expect(Object.values(wells).map(({ error }) => error)).toEqual([null, null]);
  expect(status).toBe("complete");
  expect(await folders.image("images/A02_s001_w1_t001.tif")).toEqual([
    [7, 0],
    [0, 14],
  ]);
  expect(await folders.text("images_results/A01_objects.csv")).toBe(
    "Metadata_Plate,Metadata_Well,Metadata_Site,Metadata_Timepoint,Metadata_Channel,ObjectNumber,Value\nP,A01,1,1,1,1,5\nP,A01,1,1,1,2,10\n",
  );
  expect(await folders.json("openhcs_metadata.json")).toMatchInlineSnapshot(`
    {
      "ohcs": {
        "fingerprint": "f16d05ec6b29248d2c61adb1e9263f78e4f7bace1b955014a2d17872cfe4064d",
        "pipeline": "fixture",
        "specVersion": 1,
        "wells": {
          "A01": "success",
          "A02": "success",
        },
      },
      "subdirectories": {
        "images": {
          "available_backends": {
            "disk": true,
          },
          "channels": {
            "1": "DAPI",
          },
          "grid_dimensions": [
            1,
            2,
          ],
          "image_files": [
            "images/A01_s001_w1_t001.tif",
            "images/A02_s001_w1_t001.tif",
          ],
          "main": true,
          "microscope_handler_name": "fixture",
          "ohcs": {
            "positions_um": {
              "A01": {
                "1": [
                  10,
                  0,
                ],
              },
              "A02": {
                "1": [
                  10,
                  0,
                ],
              },
            },
          },
          "pixel_size": 0.5,
          "results_dir": "images_results",
          "sites": {
            "1": null,
          },
          "source_filename_parser_name": "ImageXpressFilenameParser",
          "timepoints": {
            "1": null,
          },
          "wells": {
            "A01": null,
            "A02": null,
          },
          "z_indexes": null,
        },
      },
    }
  `);
  expect(Object.keys(await folders.tree(true))).toMatchInlineSnapshot(`
    [
      ".ohcs/events.jsonl",
      ".ohcs/plan.json",
      ".ohcs/run.json",
      ".ohcs/wells/A01.json",
      ".ohcs/wells/A02.json",
      "images/A01_s001_w1_t001.tif",
      "images/A02_s001_w1_t001.tif",
      "images_results/A01_objects.csv",
      "images_results/A02_objects.csv",
      "openhcs_metadata.json",
    ]
  `);
});
