import { step, toJson } from "@ohcs/context";
import { expect, test } from "vitest";
import { functions } from "../../test/catalogue-fixture.ts";
import { contextsOf, manifestOf, type PlateShape, problemsOf } from "../../test/plate-fixture.ts";
import { DEFAULT_CONFIG } from "../config/config-schema.ts";

const { maxProjection, gaussianBlur, segmentNuclei, assembleTiles, tilePositions } = functions;
const config = { ...DEFAULT_CONFIG, materializationBackend: "zarr" };
const project = step("project", { func: maxProjection() });

/** The declarations of each step of the first well, and the places of its outputs. */
function declaredBy(steps: Parameters<typeof contextsOf>[0], shape: PlateShape = {}) {
  const [context] = contextsOf(steps, { config, manifest: manifestOf(shape) });
  return (context?.stepPlans.toArray() ?? []).map(({ outputs }) => ({
    zarr: toJson(outputs.get("image")?.zarr ?? null),
    plates: Object.fromEntries(outputs.toArray().map(([name, { zarr }]) => [name, toJson(zarr)])),
    dtypes: Object.fromEntries(outputs.toArray().map(([name, { store }]) => [name, store?.dtype])),
    stored: Object.fromEntries(
      outputs
        .toArray()
        .flatMap(([name, { store }]) => (store === null ? [] : [[name, [store.backend, store.directory]]])),
    ),
  }));
}

test("the last images are a plate with one field per site, of the size and type of the source", () => {
  const [declared] = declaredBy([project], { sites: 2, planes: 3, timepoints: 2 });
  expect(declared?.stored).toEqual({ image: ["images", "images.zarr"] });
  const grid = { channels: ["1", "2"], zIndexes: null, timepoints: [1, 2] };
  expect(declared?.zarr).toMatchObject({
    path: "images.zarr",
    width: 10,
    height: 8,
    dtype: "uint16",
    labels: [],
    fields: [
      { site: 1, ...grid },
      { site: 2, ...grid },
    ],
  });
});

test("steps that store intermediate images declare their own plates", () => {
  const [first, last] = declaredBy([
    step("project", { func: maxProjection(), materialize: true }),
    step("blur", { func: gaussianBlur() }),
  ]);
  expect([first?.zarr, last?.zarr]).toMatchObject([{ path: "checkpoints_step0.zarr" }, { path: "images.zarr" }]);
});

test("labels made from one channel are stored in the plate of all images; with one set per channel they stay files", () => {
  const inputs = { image: { from: "step:project", channel: "1" } };
  const segment = step("segment", { func: segmentNuclei(), inputs, emits: ["labels:nuclei"], materialize: true });
  const [images, labels] = declaredBy([project, segment]);
  expect(images?.zarr).toMatchObject({ labels: ["nuclei"] });
  expect(labels).toMatchObject({
    stored: { "labels:nuclei": ["images", "images.zarr/labels/nuclei"] },
    dtypes: { "labels:nuclei": "uint32" },
  });
  const ofEach = step("segment", { func: segmentNuclei(), emits: ["labels:nuclei"], materialize: true });
  const [others, files] = declaredBy([project, ofEach]);
  expect(others?.zarr).toMatchObject({ labels: [] });
  expect(files?.stored["labels:nuclei"]?.[0]).toBe("labels");
  expect(files?.dtypes["labels:nuclei"]).toBeNull();
});

test("what the source shows goes with images of its sample type alone, its form with all, and neither is a reason to compute a well again", () => {
  const window = { start: 90, end: 4000 };
  const plain = manifestOf();
  const shown = {
    ...plain,
    plateFormat: { rows: 4, columns: 6 },
    channels: plain.channels.map((channel) => ({ ...channel, window })),
  };
  const compiled = (manifest: typeof plain, ...steps: Parameters<typeof contextsOf>[0]) => {
    const [context] = contextsOf(steps, { config, manifest });
    const { windows, format } = context?.stepPlans.last()?.outputs.get("image")?.zarr ?? {};
    return { fingerprint: context?.fingerprint, windows: toJson(windows), format: toJson(format) };
  };
  const widened = step("widen", { func: gaussianBlur(), dtype: "float32" });
  expect(compiled(shown, project).windows).toEqual({ "1": [90, 4000], "2": [90, 4000] });
  expect(compiled(shown, project, widened).windows).toEqual({});
  expect(compiled(shown, project).format).toEqual({ rows: 4, columns: 6 });
  expect(compiled(shown, project).fingerprint).toBe(compiled(plain, project).fingerprint);
});

test("a field has room for missing planes", () => {
  const without: PlateShape["without"] = ({ site, zIndex, channel }) => site === 2 && zIndex === 2 && channel === "1";
  const steps = [step("blur", { func: gaussianBlur() })];
  const [context] = contextsOf(steps, { config: { ...config, onMissing: "skip" }, manifest: manifestOf({ without }) });
  expect(toJson(context?.stepPlans.get(0)?.outputs.get("image")?.zarr ?? null)).toMatchObject({
    fields: [{ site: 1 }, { site: 2, channels: ["1", "2"], zIndexes: [1, 2, 3] }],
  });
});

test("a size that is only known after the run is refused, with a hint", () => {
  const stitch = [
    project,
    step("positions", { func: tilePositions() }),
    step("stitch", { func: assembleTiles(), inputs: { image: "step:project", positions: "json:positions" } }),
  ];
  expect(problemsOf(stitch, { config }).filter(({ severity }) => severity === "error")).toMatchObject([
    {
      code: "ZARR_SIZE_UNKNOWN",
      where: { step: { name: "stitch" } },
      hint: expect.stringContaining("plain files, such as disk"),
    },
  ]);
  const manifest = manifestOf();
  const blind = { ...manifest, images: manifest.images.map((image) => ({ ...image, header: null })) };
  expect(problemsOf([project], { config, manifest: blind })).toContainEqual(
    expect.objectContaining({ code: "ZARR_SIZE_UNKNOWN" }),
  );
});

test("storage options of a plate are part of a well's fingerprint", () => {
  const fingerprint = (ngffVersion: "0.4" | "0.5") =>
    contextsOf([project], { config: { ...config, zarr: { ...config.zarr, ngffVersion } } })[0]?.fingerprint;
  expect(fingerprint("0.4")).not.toBe(fingerprint("0.5"));
  expect(fingerprint("0.5")).toBe(fingerprint("0.5"));
});
