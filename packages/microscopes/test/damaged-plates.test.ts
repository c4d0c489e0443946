import { isOhcsError, type SourceHeader } from "@ohcs/context";
import { memoryPlateReader, renderPlateFiles } from "@ohcs/testkit";
import { expect, test } from "vitest";
import { builtInHandlers } from "../src/disk/open-plate.ts";
import { openReader } from "../src/open/open-reader.ts";
import { damaged, numbersOf, printedSeed } from "./damage.ts";
import { tiffHeaderOf } from "./read-tiff-header.ts";
import { designOf } from "./synthetic-plates.ts";

const CASES = process.env.OHCS_TEST_DEPTH === "full" ? 20_000 : 300;

type Files = readonly (readonly [path: string, bytes: Uint8Array])[];

interface Plate {
  readonly handler: string;
  readonly files: Files;
}

const bytesOf = (text: string) => new TextEncoder().encode(text);
const image = [...renderPlateFiles(designOf("imagexpress", 6, ["A01"], 1))].find(([path]) => /\.TIF$/.test(path))?.[1];
const tiff = image ?? new Uint8Array();

/** One plate of every kind that has texts besides names; the vendors' others are in the tests of their readers. */
const plates: readonly Plate[] = [
  { handler: "omeTiff", files: [...renderPlateFiles(designOf("ome-tiff", 6, ["A01", "B03"], 2))] },
  {
    handler: "loadData",
    files: [
      [
        "load_data.csv",
        bytesOf(
          'FileName_A,PathName_A,Frame_A,Metadata_Plate,Metadata_Row,Metadata_Col\n"a.tif",/x/y,0,P,1,2\nb.tif,,0,P,2,2\n',
        ),
      ],
      ["y/a.tif", tiff],
      ["b.tif", tiff],
    ],
  },
  {
    handler: "microManager",
    files: [
      [
        "A1-Site_0/metadata.txt",
        bytesOf(
          JSON.stringify({
            Summary: { ChNames: ["D"], "z-step_um": 2 },
            "FrameKey-0-0-0": { FileName: "img_000000000_D_000.tif", XPositionUm: 1, YPositionUm: 2 },
          }),
        ),
      ],
      ["A1-Site_0/img_000000000_D_000.tif", tiff],
    ],
  },
  {
    handler: "openHcs",
    files: [
      [
        "openhcs_metadata.json",
        bytesOf(
          '{"subdirectories":{"images":{"main":true,"pixel_size":0.5,"grid_dimensions":[1,2],"channels":{"1":"D"}}}}',
        ),
      ],
      ["images/A01_s001_w1.tif", tiff],
    ],
  },
  {
    handler: "openHcs",
    files: [
      [
        "openhcs_metadata.json",
        bytesOf(
          '{"subdirectories":{".":{"workspace_mapping":{"A01_s001_w1.TIF":{"backend":"disk","backend_address":"a/b.tif","source_axis_indices":[0]}},"source_metadata":{"A01_s001_w1.TIF":{"well":"A01","site":1}},"source_projection":[]}}}',
        ),
      ],
      ["a/b.tif", tiff],
    ],
  },
  {
    handler: "cytation",
    files: [
      ["B7_01_1_3_DAPI_001.tif", tiff],
      ["B7_01_2_3_GFP_001.tif", tiff],
    ],
  },
  {
    handler: "cellomics",
    files: [
      ["AS_1_2_D03f00d0.TIF", tiff],
      ["AS_1_2_D03f00d1.TIF", tiff],
    ],
  },
];

/** Descriptions that any image may hold. */
const DESCRIPTIONS = [
  "ImageJ=1.54f\nimages=4\nchannels=2\nslices=2\n",
  '<OME><Image ID="Image:0"><Pixels DimensionOrder="XYCZT" SizeC="2" SizeZ="2" SizeT="1"><Channel Name="D"/><TiffData/></Pixels></Image></OME>',
  '<BTIImageMetaData><ImageAcquisition><PixelWidth>10</PixelWidth><ImageWidthMicrons>5</ImageWidthMicrons><Channel Color="Stitched[D 1,2]"/></ImageAcquisition></BTIImageMetaData>',
].map(bytesOf);

test("plates whose names, metadata or descriptions are damaged give a manifest or an OhcsError", async () => {
  const below = numbersOf(printedSeed("damaged plates"));
  const text = new TextDecoder("latin1");
  let opened = 0;
  for (let i = 0; i < CASES; i++) {
    const { handler, files } = plates[i % plates.length] ?? { handler: "", files: [] };
    const hit = below(files.length);
    const how = below(3);
    const damagedFiles = files.map(([path, bytes], at): Files[number] => {
      if (at !== hit || how === 2) return [path, bytes];
      return how === 0 ? [path, damaged(bytes, below)] : [text.decode(damaged(bytesOf(path), below)) || "x.tif", bytes];
    });
    const description = how === 2 ? text.decode(damaged(DESCRIPTIONS[below(3)] ?? new Uint8Array(), below)) : null;
    const readHeader = (_: string, bytes: Uint8Array): SourceHeader => {
      const header = tiffHeaderOf(bytes);
      return description === null ? header : { ...header, description, pages: 4, samples: 1 + below(3) };
    };
    const reader = memoryPlateReader({ name: "p", files: new Map(damagedFiles), readHeader });
    const choice = below(2) === 0 ? {} : { handler };
    const outcome = await openReader(reader, { handlers: builtInHandlers, ...choice }).catch((error: unknown) => error);
    if (!isOhcsError(outcome)) expect(outcome, `case ${i}`).toMatchObject({ specVersion: 1 });
    if (!isOhcsError(outcome)) opened++;
  }
  expect(opened).toBeGreaterThan(CASES / 4);
}, 600_000);
