import type { StagePosition } from "@ohcs/context";
import { decodeText } from "../text/decode-text.ts";

/** What `metadata.txt` says of one image; null where it is not stated. */
export interface FrameFacts {
  readonly channel: string | null;
  readonly position: StagePosition | null;
  readonly zUm: number | null;
  readonly pixelSizeUm: number | null;
}

/** What `metadata.txt` says of the images of one place. */
export interface PositionFacts {
  /** By the names of files. */
  readonly frames: ReadonlyMap<string, FrameFacts>;
  readonly channels: readonly (string | null)[];
  readonly pixelSizeUm: number | null;
  readonly zStepUm: number | null;
  readonly intervalS: number | null;
}

type Members = Readonly<Record<string, unknown>>;

/** A `metadata.txt` of Micro-Manager 1.4 or 2; null where it is no JSON, as after an acquisition that broke off. */
export function readMetadata(bytes: Uint8Array): PositionFacts | null {
  const document = parsed(bytes);
  if (document === null) return null;
  const summary = membersOf(document.Summary);
  const names = Array.isArray(summary.ChNames) ? summary.ChNames : [];
  const interval = positive(summary.Interval_ms);
  const frames = Object.entries(document).flatMap(([key, value]) => {
    const frame = membersOf(value);
    const name = /^Metadata-(?:.*\/)?(?<name>[^/]+)$/.exec(key)?.groups?.name ?? frame.FileName;
    return typeof name === "string" ? [[name.slice(name.lastIndexOf("/") + 1), frameOf(frame)] as const] : [];
  });
  return {
    frames: new Map(frames),
    channels: names.map((name) => (typeof name === "string" ? name : null)),
    pixelSizeUm: positive(summary.PixelSize_um),
    zStepUm: positive(summary["z-step_um"]),
    intervalS: interval === null ? null : interval / 1000,
  };
}

function frameOf({ Channel, XPositionUm, YPositionUm, ZPositionUm, PixelSizeUm }: Members): FrameFacts {
  const [xUm, yUm] = [finite(XPositionUm), finite(YPositionUm)];
  return {
    channel: typeof Channel === "string" && Channel.trim() !== "" ? Channel.trim() : null,
    position: xUm === null || yUm === null ? null : { xUm, yUm },
    zUm: finite(ZPositionUm),
    pixelSizeUm: positive(PixelSizeUm),
  };
}

function parsed(bytes: Uint8Array): Members | null {
  try {
    const document: unknown = JSON.parse(decodeText(bytes));
    return typeof document === "object" && document !== null ? (document as Members) : null;
  } catch {
    return null;
  }
}

function membersOf(value: unknown): Members {
  return typeof value === "object" && value !== null ? (value as Members) : {};
}

function finite(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** A length of 0 is how it is written that nothing is known. */
function positive(value: unknown): number | null {
  const number = finite(value);
  return number !== null && number > 0 ? number : null;
}
