import type { LoadOptions, PixelArray, StoredImage } from "@ohcs/context";
import { FileManager } from "@ohcs/filemanager";
import type { ShownView } from "../src/disk/shown-views.ts";

/** A storage whose every image is noise of its own, so that nothing compresses well, what it was asked, and the memory that it was given. */
export function noisyStorage(side: number) {
  const asked: string[] = [];
  const memory = new Set<PixelArray>();
  const load = async (path: string, { allocate }: LoadOptions = {}): Promise<StoredImage> => {
    asked.push(path);
    if (path === "broken") throw new Error("is broken");
    let seed = asked.length;
    const data = allocate?.("uint16", side * side) ?? new Uint16Array(side * side);
    memory.add(data);
    for (let i = 0; i < data.length; i++) {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      data[i] = 1000 + (seed >>> 22);
    }
    return { data, shape: [side, side], dtype: "uint16", pixelSizeUm: null };
  };
  const backend = { load, close: async () => {} } as unknown as Awaited<ReturnType<FileManager["backend"]>>;
  return { asked, memory, storage: new FileManager({ source: async () => backend }) };
}

/** One view of wells whose images lie where `path` says. */
export function viewOf(
  wells: number,
  channels: readonly string[],
  path = (channel: string, well: number) => `${channel}/${well}`,
) {
  const places = (channel: string) =>
    new Map(
      Array.from(
        { length: wells },
        (_, well) => [well, { path: path(channel, well), backend: "source", page: 0, sample: null }] as const,
      ),
    );
  const planes = new Map(channels.map((channel) => [channel, places(channel)]));
  return { text: "", site: 1, output: null, planes, labels: new Map(), outlines: null } satisfies ShownView;
}

/** Channels without names. */
export const channelsOf = (ids: readonly string[]) => ids.map((id) => ({ id, name: null }));
