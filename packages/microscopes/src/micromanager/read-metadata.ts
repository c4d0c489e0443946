import type { StagePosition } from "@ohcs/context";
import { type Members, membersOf, readJson } from "../text/read-json.ts";
import { positiveOf, timeOf } from "../text/read-xml.ts";

/** What `metadata.txt` says of one image; null where it is not stated. */
export interface FrameFacts {
  readonly channel: string | null;
  readonly position: StagePosition | null;
  readonly zUm: number | null;
  readonly pixelSizeUm: number | null;
  readonly exposureMs: number | null;
  readonly acquiredAt: string | null;
}

/** What `metadata.txt` says of the images of one place. */
export interface PositionFacts {
  /** By the names of files. */
  readonly frames: ReadonlyMap<string, FrameFacts>;
  readonly channels: readonly (string | null)[];
  readonly pixelSizeUm: number | null;
  readonly zStepUm: number | null;
  readonly intervalS: number | null;
  readonly startedAt: string | null;
}

/** A `metadata.txt` of Micro-Manager 1.4 or 2; null where it is no JSON, as after an acquisition that broke off. */
export function readMetadata(bytes: Uint8Array): PositionFacts | null {
  const document = readJson(bytes);
  if (document === null) return null;
  const summary = membersOf(document.Summary);
  const names = Array.isArray(summary.ChNames) ? summary.ChNames : [];
  const interval = measured(summary.Interval_ms);
  const frames = Object.entries(document).flatMap(([key, value]) => {
    const frame = membersOf(value);
    const name = /^Metadata-(?:.*\/)?(?<name>[^/]+)$/.exec(key)?.groups?.name ?? frame.FileName;
    return typeof name === "string" ? [[name.slice(name.lastIndexOf("/") + 1), frameOf(frame)] as const] : [];
  });
  return {
    frames: new Map(frames),
    channels: names.map((name) => (typeof name === "string" ? name : null)),
    pixelSizeUm: measured(summary.PixelSize_um),
    zStepUm: measured(summary["z-step_um"]),
    intervalS: interval === null ? null : interval / 1000,
    startedAt: timeOf(String(summary.StartTime ?? summary.Time)),
  };
}

function frameOf(frame: Members): FrameFacts {
  const { Channel, XPositionUm, YPositionUm, ZPositionUm, PixelSizeUm, ReceivedTime, Time } = frame;
  const [xUm, yUm] = [finite(XPositionUm), finite(YPositionUm)];
  return {
    channel: typeof Channel === "string" && Channel.trim() !== "" ? Channel.trim() : null,
    position: xUm === null || yUm === null ? null : { xUm, yUm },
    zUm: finite(ZPositionUm),
    pixelSizeUm: measured(PixelSizeUm),
    exposureMs: measured(frame["Exposure-ms"]),
    acquiredAt: timeOf(String(ReceivedTime ?? Time)),
  };
}

function finite(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** A length or time of 0 is how it is written that nothing is known. */
function measured(value: unknown): number | null {
  return positiveOf(finite(value));
}
