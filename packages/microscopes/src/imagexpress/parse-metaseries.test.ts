import { renderPlateFiles, tinyPlate } from "@ohcs/testkit";
import { expect, test } from "vitest";
import { parseMetaSeries } from "./parse-metaseries.ts";

const xml = (...properties: readonly (readonly [id: string, value: string])[]) =>
  `<MetaData><prop id="a" value="b"/><PlaneInfo>${properties
    .map(([id, value]) => `<prop id="${id}" type="float" value="${value}"/>`)
    .join("")}<custom-prop id="Z" value="1"/></PlaneInfo></MetaData>`;

const calibrated = [
  ["spatial-calibration-state", "on"],
  ["spatial-calibration-x", "1.3672"],
  ["spatial-calibration-y", "1.3672"],
  ["spatial-calibration-units", "um"],
] as const;

const NOTHING = {
  ...{ pixelSizeUm: null, position: null, zUm: null, channelName: null },
  ...{ emissionNm: null, exposureMs: null, objective: null, acquiredAt: null },
};

test("trap: MetaSeries XML in ImageDescription states pixel size, stage position and illumination", () => {
  const text = xml(
    ...calibrated,
    ["stage-position-x", "22985"],
    ["stage-position-y", "-5.5"],
    ["_IllumSetting_", "DAPI"],
  );
  expect(parseMetaSeries(text)).toEqual({
    ...NOTHING,
    pixelSizeUm: 1.3672,
    position: { xUm: 22985, yUm: -5.5 },
    channelName: "DAPI",
  });
});

test("trap: times of MetaSeries are local and of no stated zone, and stay so", () => {
  const [time, other] = ["20240709 13:13:03.006", "9 July"].map((text) => xml(["acquisition-time-local", text]));
  expect(parseMetaSeries(time ?? "")?.acquiredAt).toBe("2024-07-09T13:13:03.006");
  expect(parseMetaSeries(other ?? "")?.acquiredAt).toBeNull();
});

test("parseMetaSeries() reads focus, emission, exposure and objective", () => {
  const facts = [
    ["z-position", "9988.88"],
    ["wavelength", "452"],
    ["Exposure Time", "100 ms"],
    ["_MagSetting_", "40X Plan Apo Lambda"],
    ["_MagNA_", "0.95"],
  ] as const;
  const objective = { name: "40X Plan Apo Lambda", magnification: 40, numericalAperture: 0.95 };
  expect(parseMetaSeries(xml(...facts))).toEqual({
    ...{ ...NOTHING, zUm: 9988.88, emissionNm: 452, exposureMs: 100, objective },
  });
  expect(parseMetaSeries(xml(["Exposure Time", "1.5 s"], ["wavelength", "0"]))).toEqual({
    ...NOTHING,
    exposureMs: 1500,
  });
  expect(parseMetaSeries(xml(["Exposure Time", "1 h"], ["_MagSetting_", "Plan 40X"]))).toEqual({
    ...NOTHING,
    objective: { name: "Plan 40X", magnification: null, numericalAperture: null },
  });
});

test.each([
  ["is switched off", ["spatial-calibration-state", "off"]],
  ["is in pixels", ["spatial-calibration-units", "pixels"]],
  ["is not square", ["spatial-calibration-y", "2"]],
  ["is zero", ["spatial-calibration-x", "0"]],
  ["is not a number", ["spatial-calibration-x", "?"]],
] as const)("the pixel size is null where the calibration %s", (_, [id, value]) => {
  const changed = calibrated.map(([key, given]) => [key, key === id ? value : given] as const);
  expect(parseMetaSeries(xml(...changed))?.pixelSizeUm).toBeNull();
});

test("parseMetaSeries() knows no position from one coordinate alone", () => {
  expect(parseMetaSeries(xml(["stage-position-x", "1"]))).toEqual(NOTHING);
});

test("a position that alone is wanted is what the whole description states, however that is written", () => {
  const [x, y] = [["stage-position-x", "22985"] as const, ["stage-position-y", "-5.5"] as const];
  const plain = xml(["a", "b"], x, y, ["z-position", "1"]);
  expect(parseMetaSeries(plain, "position")).toEqual({
    ...{ pixelSizeUm: null, channelName: null, position: { xUm: 22985, yUm: -5.5 } },
  });
  const comment = plain.replace("<PlaneInfo>", "<PlaneInfo><!--").replace("</PlaneInfo>", "--></PlaneInfo>");
  const others = [
    comment,
    xml(x, y, ["stage-position-x", "7"]),
    xml(y, x),
    xml(x),
    xml(x, ["stage-position-y", "1e3"]),
    xml(),
  ];
  for (const text of [plain, plain.replaceAll('"', "'"), plain.replace("><prop", ">\n<prop"), ...others])
    expect(parseMetaSeries(text, "position")?.position).toEqual(parseMetaSeries(text)?.position);
});

test("parseMetaSeries() is null for other texts", () => {
  for (const text of ["", "ImageJ=1.53", "<OME/>", `<MetaData>${" ".repeat(1_000_000)}`])
    expect(parseMetaSeries(text)).toBeNull();
});

test("parseMetaSeries() expands no entity but those of XML", () => {
  const named = (name: string) => parseMetaSeries(xml(["_IllumSetting_", name]))?.channelName;
  expect([named("&#38;&lt;"), named("&lol;")]).toEqual(["&<", undefined]);
});

test("parseMetaSeries() reads what a synthetic plate writes", () => {
  const [, bytes] = [...renderPlateFiles(tinyPlate())].find(([path]) => path.endsWith(".TIF")) ?? [
    "",
    new Uint8Array(),
  ];
  const text = new TextDecoder("latin1").decode(bytes);
  const description = text.slice(text.indexOf("<MetaData>"), text.indexOf("</MetaData>") + 11);
  expect(parseMetaSeries(description)).toMatchObject({ pixelSizeUm: 0.65, position: { xUm: expect.any(Number) } });
});
