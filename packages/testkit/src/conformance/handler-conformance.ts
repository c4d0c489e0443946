import {
  checkManifest,
  formatPlaneKey,
  type MicroscopeHandler,
  type OpenPlateOptions,
  type PlateManifest,
  type PlateReader,
  type Recognition,
  type SourceImage,
} from "@ohcs/context";
import { memoryPlateReader } from "../plate/memory-plate-reader.ts";
import { expectEqual, nullIfRefused } from "./expectation.ts";
import { HOSTILE_LISTINGS, OTHER_ORDERS, relisted, silent, without } from "./reader-variants.ts";

/** Options of the suite. */
export interface HandlerConformance {
  /** `test` of any framework: a test fails when its body rejects. */
  readonly test: (name: string, body: () => Promise<void>) => void;
  /** An instance, with the options that the plates need. */
  readonly create: () => MicroscopeHandler | Promise<MicroscopeHandler>;
  /** Plates that the handler reads. At least one has two wells with the same planes, in two files or more each. */
  readonly plates: readonly PlateReader[];
  /** Plates that the handler must not recognize, besides those of no known format. @default [] */
  readonly others?: readonly PlateReader[];
}

/**
 * Registers one test for each promise of a microscope handler:
 *
 * ```ts
 * handlerConformance({ test, create: () => acme.create({}), plates: [memoryPlateReader({ files })] });
 * ```
 *
 * A failing test rejects with `CONFORMANCE_FAILED` or `MANIFEST_INVALID`, with the expected and the actual value.
 */
export function handlerConformance({ test, create, plates, others = [] }: HandlerConformance): void {
  recognitionTests({ test, create, plates, others: [...NOBODYS, ...others] });
  for (const plate of plates) {
    const open: Open = async (options, reader = plate) => {
      const said = await (await create()).open(reader, options);
      return checkManifest(said, { handler: reader.name, root: reader.root });
    };
    manifestTests(test, plate, open);
    readerTests(test, plate, open);
    hostileTests(test, plate, open);
  }
  gapTest({ test, create, plates });
}

type Test = HandlerConformance["test"];
/** The manifest of a plate, or of a variant of it, checked as when a plate is opened. */
type Open = (options?: OpenPlateOptions, reader?: PlateReader) => Promise<PlateManifest>;

const NOBODYS: readonly PlateReader[] = [
  memoryPlateReader({ name: "empty", files: [] }),
  memoryPlateReader({ name: "documents", files: ["minutes.docx", "budget.xlsx"].map((path) => [path, path]) }),
  memoryPlateReader({ name: "holiday", files: ["beach.tif", "trip/IMG_0001.png"].map((path) => [path, path]) }),
];

function recognitionTests({ test, create, plates, others = [] }: HandlerConformance): void {
  for (const plate of plates)
    test(`it recognizes its plate '${plate.name}'`, async () => {
      const score = scoreOf(await (await create()).recognizes(plate));
      expectEqual(score >= 0.5 && score <= 1, true, `a score from 0.5 to 1 for a plate of its format, got ${score}`);
    });
  for (const plate of others)
    test(`it does not recognize '${plate.name}', which is not of its format`, async () => {
      const score = scoreOf(await (await create()).recognizes(plate));
      expectEqual(score >= 0 && score < 0.5, true, `a score below 0.5 for a plate of another format, got ${score}`);
    });
}

function scoreOf(said: number | Recognition): number {
  return typeof said === "number" ? said : said.score;
}

function manifestTests(test: Test, plate: PlateReader, open: Open): void {
  const { name } = plate;
  test(`landmine 13: every image of '${name}' is a plane of its own, in canonical order`, async () => {
    const { images } = await open();
    expectEqual(images.length > 0, true, "that there are images");
  });
  test(`images of '${name}' are files that its reader lists, with their lengths and times`, async () => {
    const { images, backend } = await open();
    const listed = new Map((await plate.list()).files.map((file) => [file.path, file]));
    if (backend !== "zarr")
      for (const { path, bytes, mtimeMs } of images)
        expectEqual({ path, bytes, mtimeMs }, listed.get(path), `image '${path}'`);
  });
  test(`opening '${name}' again, and in other orders of its listing, gives the same`, async () => {
    const first = await open();
    expectEqual(await open(), first, "the second manifest");
    for (const order of OTHER_ORDERS)
      expectEqual(await open({}, relisted(plate, order)), first, "another order's manifest");
  });
  test(`landmine 28: if nothing states the pixel size of '${name}', it is null, with a notice`, async () => {
    const manifest = await open({}, silent(plate)).catch(nullIfRefused);
    if (manifest === null) return;
    expectEqual(manifest.calibration.pixelSizeUm, null, "the pixel size");
    expectEqual(manifest.notices.length > 0, true, "that there is a notice");
  });
}

function readerTests(test: Test, plate: PlateReader, open: Open): void {
  const { name } = plate;
  test(`landmine 11: '${name}' is read through its reader alone, and data from the reader are not changed`, async () => {
    const { files, notices } = await plate.list();
    const frozen = Object.freeze({ files: Object.freeze(files.map((file) => Object.freeze({ ...file }))), notices });
    await open({}, Object.freeze({ ...plate, root: `/no/such/folder/${name}`, list: async () => frozen }));
  });
  test(`opening '${name}' ends when its signal aborts, before or meanwhile`, async () => {
    const reason = new Error("enough");
    const outcome = (promise: Promise<unknown>) => promise.then(() => "opened").catch((error: Error) => error.message);
    expectEqual(await outcome(open({ signal: AbortSignal.abort(reason) })), "enough", "the end of opening");
    const controller = new AbortController();
    const { readHeader } = plate;
    const abort = () => controller.abort(reason);
    const meanwhile: PlateReader = {
      ...plate,
      readHeader: readHeader && (async (path) => readHeader(path).finally(abort)),
    };
    const ended = await outcome(open({ signal: controller.signal, headers: "all" }, meanwhile));
    if (controller.signal.aborted) expectEqual(ended, "enough", "the end of opening");
  });
}

function hostileTests(test: Test, plate: PlateReader, open: Open): void {
  for (const [what, hostile] of Object.entries(HOSTILE_LISTINGS))
    test(`${what} in the listing of '${plate.name}' are ignored, or refused with a code`, async () => {
      await open({}, relisted(plate, hostile)).catch(nullIfRefused);
    });
}

function gapTest({ test, create, plates }: Omit<HandlerConformance, "others">): void {
  test("landmine 12: a missing image is a notice, and all others are unchanged", async () => {
    for (const plate of plates) {
      const handler = await create();
      const whole = checkManifest(await handler.open(plate), { handler: plate.name, root: plate.root });
      const path = pathThatWouldBeMissed(whole.images);
      if (path === undefined) continue;
      const { images, notices } = await handler.open(without(plate, path));
      const left = whole.images.filter((image) => image.path !== path);
      expectEqual(images.map(placeOf), left.map(placeOf), `the images without '${path}'`);
      const known = new Set(whole.notices.map((notice) => JSON.stringify(notice)));
      const isNoticed = notices.some((notice) => !known.has(JSON.stringify(notice)));
      return expectEqual(isNoticed, true, `a notice about '${path}', which is missing`);
    }
    expectEqual("none", "two wells of the same planes, in two files or more each", "the plates for this test");
  });
}

/** A file whose planes another well has, in a well that keeps other files. */
function pathThatWouldBeMissed(images: readonly SourceImage[]): string | undefined {
  const wellsOf = new Map<string, Set<string>>();
  for (const image of images) {
    const key = formatPlaneKey(image);
    wellsOf.set(key, (wellsOf.get(key) ?? new Set()).add(image.well));
  }
  const isShared = (image: SourceImage) => (wellsOf.get(formatPlaneKey(image))?.size ?? 0) > 1;
  const keepsOthers = ({ well, path }: SourceImage) => images.some((one) => one.well === well && one.path !== path);
  return images.find((image) => isShared(image) && keepsOthers(image))?.path;
}

function placeOf({ path, page, well, ...coordinates }: SourceImage): string {
  return `${path} ${page} ${well} ${formatPlaneKey(coordinates)}`;
}
