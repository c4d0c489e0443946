import { isOhcsError } from "../errors/ohcs-error.ts";
import { fail } from "../errors.ts";
import { DTYPES, type Dtype } from "../image/dtype.ts";
import { compareNatural } from "../plate/compare-natural.ts";
import { formatPlaneKey } from "../plate/components.ts";
import { compareWellIds, normalizeWellId } from "../plate/well-id.ts";
import type { DisplayWindow, PlateManifest, SourceImage } from "./plate-manifest.ts";

type Members = Readonly<Record<string, unknown>>;

const LONGEST_PATH = 4096;
const LONGEST_NAME = 120;
/** None, `.` or `..`. */
const UNSOUND_SEGMENT = /(?:^|\/)\.{0,2}(?:\/|$)/;
const COUNTS = ["site", "zIndex", "timepoint", "page", "bytes"] as const;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)?$/;
/** A path segment: an output plate is called after its plate. */
const FOLDER_NAME = /^(?!\.{1,2}$)[^/\p{Cc}]{1,255}$/u;

/**
 * Checks the manifest of a handler once, since all later stages rely on it: types, paths that stay below the root,
 * wells by their names, one image per plane in canonical order, lengths that are null where they are unknown.
 * @throws `MANIFEST_INVALID` naming the handler and the place
 */
export function checkManifest(value: unknown, { handler, root }: { readonly handler: string; readonly root: string }) {
  const refuse: Refuse = (place, expected, got) => {
    const message = `Cannot use the manifest of '${root}' from handler '${handler}': expected '${place}' to be ${expected}`;
    throw fail("MANIFEST_INVALID", `${message}, got '${shown(got)}'`, { details: { handler, root, place } });
  };
  const manifest = membersOf(value, "manifest", refuse);
  const say = (place: string, isRight: boolean, expected: string) => {
    if (!isRight) refuse(place, expected, manifest[place]);
  };
  say("specVersion", manifest.specVersion === 1, "1");
  say(
    "plateId",
    typeof manifest.plateId === "string" && FOLDER_NAME.test(manifest.plateId),
    "a name that a folder may have",
  );
  say("root", manifest.root === root, `the reader's root '${root}'`);
  say("handler", isText(manifest.handler), "the handler's name");
  say("backend", manifest.backend === undefined || isText(manifest.backend), "the name of a backend");
  say("acquisition", isCount(manifest.acquisition ?? 0), "a whole number from 0, or null");
  say("startedAt", isTime(manifest.startedAt), TIME_OR_NOTHING);
  const images = listOf(manifest.images, "images", refuse);
  const wells = new Set<unknown>();
  for (const [i, image] of images.entries()) {
    if (!isMembers(image)) return refuse(`images[${i}]`, "an object", image);
    checkImage(image, i, refuse, wells);
  }
  checkPlanes(images as readonly SourceImage[], refuse);
  checkNames(manifest, images as readonly SourceImage[], refuse);
  checkLengths(manifest, refuse);
  checkNotices(manifest, refuse);
  return value as PlateManifest;
}

type Refuse = (place: string, expected: string, got: unknown) => never;

/** `wells` are those that are known to be well ids: there are few of them and many images. */
function checkImage(image: Members, index: number, refuse: Refuse, wells: Set<unknown>): void {
  const say = (name: string, isRight: boolean, expected: string) => {
    if (!isRight) refuse(`images[${index}].${name}`, expected, image[name]);
  };
  say("path", staysBelow(image.path), "a POSIX path below the plate's root");
  say("well", wells.has(image.well) || isWell(image.well), "a well id such as 'A01'");
  wells.add(image.well);
  say("channel", isChannel(image.channel), "a name without '/' and '\\'");
  for (const name of COUNTS) say(name, isCount(image[name]), "a whole number from 0");
  say("sample", isCount(image.sample ?? 0), "a whole number from 0");
  say("mtimeMs", Number.isFinite(image.mtimeMs), "milliseconds");
  say("header", image.header === null || isHeader(image.header), "null, or width, height, dtype and pages");
  say("position", image.position === null || isPosition(image.position), "null, or xUm and yUm in µm");
  say("zUm", Number.isFinite(image.zUm ?? 0), "a number, or absent where it is unknown");
  say("acquiredAt", isTime(image.acquiredAt), TIME_OR_NOTHING);
}

/** One image per plane, one plane per address, in the order that everything later relies on. */
function checkPlanes(images: readonly SourceImage[], refuse: Refuse): void {
  const wrong = images.findIndex((image, i) => i > 0 && compareImages(images[i - 1] ?? image, image) > 0);
  if (wrong > 0) refuse(`images[${wrong}]`, "sorted by well, timepoint, site, channel, z", images[wrong]?.path);
  const addresses = new Map<string, SourceImage>();
  for (const [i, image] of images.entries()) {
    const before = images[i - 1];
    if (before !== undefined && isSamePlane(before, image))
      refuse("images", "one image per plane", `${planeText(image)}: ${addressText(before)}, ${addressText(image)}`);
    // Paths hold no NUL; most images are the first page of their file.
    const { path, page, sample } = image;
    const address = page === 0 && sample === undefined ? path : `${path}\0${page} ${sample}`;
    const taken = addresses.get(address);
    if (taken !== undefined) {
      const both = `${addressText(image)}: ${planeText(taken)}, ${planeText(image)}`;
      refuse("images", "one plane per page of a file, or sample of one", both);
    }
    addresses.set(address, image);
  }
}

function isSamePlane(a: SourceImage, b: SourceImage): boolean {
  return a.channel === b.channel && a.site === b.site && a.zIndex === b.zIndex && compareImages(a, b) === 0;
}

function planeText(image: SourceImage): string {
  return `${image.well} ${image.channel} ${formatPlaneKey(image)}`;
}

function addressText({ path, page, sample }: SourceImage): string {
  return `${path} page ${page}${sample === undefined ? "" : ` sample ${sample}`}`;
}

/** By well, timepoint, site, channel, z; numbers by value. */
function compareImages(a: SourceImage, b: SourceImage): number {
  return (
    (a.well === b.well ? 0 : compareWellIds(a.well, b.well)) ||
    a.timepoint - b.timepoint ||
    a.site - b.site ||
    (a.channel === b.channel ? 0 : compareNatural(a.channel, b.channel)) ||
    a.zIndex - b.zIndex
  );
}

function checkNames(manifest: Members, images: readonly SourceImage[], refuse: Refuse): void {
  const wells = listOf(manifest.wells, "wells", refuse);
  const imaged = [...new Set(images.map(({ well }) => well))];
  if (wells.join() !== imaged.join()) refuse("wells", `the wells of the images in plate order, '${imaged}'`, wells);
  for (const well of listOf(manifest.absentWells ?? [], "absentWells", refuse))
    if (!isWell(well) || imaged.includes(well as string)) refuse("absentWells", "well ids without images", well);
  const channels = listOf(manifest.channels, "channels", refuse).map((one, i) =>
    membersOf(one, `channels[${i}]`, refuse),
  );
  const used = new Set(images.map(({ channel }) => channel));
  const ids = new Set(channels.map(({ id }) => id));
  if (ids.size !== channels.length || used.size !== ids.size || ![...used].every((id) => ids.has(id)))
    refuse("channels", `each channel of the images once, '${[...used]}'`, [...ids]);
  for (const [i, { name, color, window }] of channels.entries()) {
    if (name !== null && !isText(name)) refuse(`channels[${i}].name`, "a text or null", name);
    const isColor = color === undefined || color === null || (typeof color === "string" && /^[\da-f]{6}$/i.test(color));
    if (!isColor) refuse(`channels[${i}].color`, "six hexadecimal digits or null", color);
    for (const name of ["excitationNm", "emissionNm", "exposureMs"])
      if (!isLength(channels[i]?.[name] ?? null)) refuse(`channels[${i}].${name}`, LENGTH, channels[i]?.[name]);
    if (window !== undefined && window !== null && !isWindow(window))
      refuse(`channels[${i}].window`, "'start' below 'end', or null", window);
  }
}

function isWindow(window: unknown): boolean {
  const { start, end } = window as Partial<DisplayWindow>;
  return Number.isFinite(start) && Number.isFinite(end) && Number(start) < Number(end);
}

function checkLengths({ grid, calibration }: Members, refuse: Refuse): void {
  if (grid !== null) {
    const { rows, columns } = membersOf(grid, "grid", refuse);
    if (!isCount(rows) || !isCount(columns) || rows === 0 || columns === 0)
      refuse("grid", "rows and columns from 1", grid);
  }
  const { pixelSizeUm, zStepUm = null, intervalS = null } = membersOf(calibration, "calibration", refuse);
  for (const [name, length] of Object.entries({ pixelSizeUm, zStepUm, intervalS }))
    if (!isLength(length)) refuse(`calibration.${name}`, LENGTH, length);
}

const TIME_OR_NOTHING = "a time such as '2024-01-02T12:00:00' with or without a zone, or absent where it is unknown";

function isTime(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "string" && TIME.test(value));
}

const LENGTH = "a number above 0, or null where it is unknown";

function isLength(value: unknown): boolean {
  return value === null || (typeof value === "number" && Number.isFinite(value) && value > 0);
}

function checkNotices({ notices }: Members, refuse: Refuse): void {
  for (const [i, one] of listOf(notices, "notices", refuse).entries()) {
    const { severity, code, message, where, count, examples } = membersOf(one, `notices[${i}]`, refuse);
    const isNotice = severity === "error" || severity === "warning";
    const isWhole = isText(code) && isText(message) && isMembers(where) && isCount(count) && Array.isArray(examples);
    if (!isNotice || !isWhole)
      refuse(`notices[${i}]`, "a diagnostic: severity, code, message, where, count, examples", one);
  }
}

function membersOf(value: unknown, place: string, refuse: Refuse): Members {
  return isMembers(value) ? value : refuse(place, "an object", value);
}

function listOf(value: unknown, place: string, refuse: Refuse): readonly unknown[] {
  return Array.isArray(value) ? value : refuse(place, "a list", value);
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function staysBelow(path: unknown): boolean {
  if (typeof path !== "string" || path.length > LONGEST_PATH || /[\\\0]/.test(path)) return false;
  return !UNSOUND_SEGMENT.test(path);
}

function isWell(well: unknown): boolean {
  if (typeof well !== "string") return false;
  try {
    return normalizeWellId(well) === well;
  } catch (error) {
    if (isOhcsError(error, "WELL_ID_INVALID")) return false;
    throw error;
  }
}

function isChannel(channel: unknown): boolean {
  return isText(channel) && channel.length <= LONGEST_NAME && !/[\\/\p{Cc}]/u.test(channel);
}

function isHeader(header: unknown): boolean {
  if (!isMembers(header)) return false;
  const sizes = [header.width, header.height, header.pages];
  return sizes.every((size) => isCount(size) && size > 0) && DTYPES.includes(header.dtype as Dtype);
}

function isPosition(position: unknown): boolean {
  return isMembers(position) && Number.isFinite(position.xUm) && Number.isFinite(position.yUm);
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  return text.length <= 100 ? text : `${text.slice(0, 100)}…`;
}
