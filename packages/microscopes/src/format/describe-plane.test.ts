import type { PlateManifest } from "@ohcs/context";
import { memoryPlateReader } from "@ohcs/testkit";
import { expect, test } from "vitest";
import { loadData } from "../loaddata/load-data.ts";
import { openReader } from "../open/open-reader.ts";
import { patternHandler } from "./pattern-format.ts";

const SITES = [1, 2, 3];
const pathOf = (site: number) => `B07-f${site}.tif`;
const xUmOf = (path: string) => 100 * Number(/f(\d)/.exec(path)?.[1]);
const metaSeries = (path: string) =>
  `<MetaData><prop id="spatial-calibration-state" type="bool" value="on"/><prop id="spatial-calibration-x" type="float" value="0.5"/>
  <prop id="spatial-calibration-y" type="float" value="0.5"/><prop id="spatial-calibration-units" type="string" value="um"/>
  <PlaneInfo><prop id="stage-position-x" type="float" value="${xUmOf(path)}"/>
  <prop id="stage-position-y" type="float" value="-5"/><prop id="_IllumSetting_" type="string" value="DAPI"/></PlaneInfo></MetaData>`;
const TABLE = `FileName_DNA,Metadata_Well,Metadata_Site\n${SITES.map((site) => `${pathOf(site)},B07,${site}`).join("\n")}\n`;

const reader = memoryPlateReader({
  files: [["images.csv", TABLE] as const, ...SITES.map((site) => [pathOf(site), new Uint8Array(9)] as const)],
  readHeader: (path) => {
    const size = { width: 4, height: 4, dtype: "uint16" as const, pages: 1 };
    return { ...size, description: metaSeries(path), pixelSizeUm: null };
  },
});
const factsOf = ({ calibration, channels, images }: PlateManifest) => [
  calibration.pixelSizeUm,
  channels[0]?.name,
  images.map(({ position }) => position?.xUm),
];

test.each([
  ["pattern", "DAPI", patternHandler(), { pattern: "^(?<well>[A-H]\\d+)-f(?<site>\\d)" }],
  ["loadData", "DNA", loadData, {}],
])(
  "%s reads what MetaXpress wrote into images: pixel size, channel, the position of every site",
  async (handler, name, own, options) => {
    const manifest = await openReader(reader, { handlers: [own], handler, with: options });
    expect(factsOf(manifest)).toEqual([0.5, name, [100, 200, 300]]);
  },
);
