import { useEffect, useMemo, useState } from "preact/hooks";
import { SampleValues } from "./sample-values.ts";
import type { FieldImage, PlaneChoice } from "./sources/plate-source.ts";

interface CaptionProps {
  readonly title: string;
  readonly image: FieldImage;
  /** Where the pointer is, in pixels of the image. */
  readonly point: readonly [x: number, y: number] | null;
  /** The planes whose samples are shown, by the name of each. */
  readonly planes: Readonly<Record<string, PlaneChoice>>;
}

/** What is shown, and the samples under the pointer. */
export function Caption({ title, image, point, planes }: CaptionProps) {
  const values = useMemo(() => new SampleValues(image), [image]);
  const [samples, setSamples] = useState({ of: "", text: "" });
  const [x = -1, y = -1] = (point ?? []).map(Math.floor);
  const isInside = x >= 0 && y >= 0 && x < image.width && y < image.height;
  // What was read elsewhere is not shown here, however long reading takes.
  const of = JSON.stringify([title, planes, x, y]);
  useEffect(() => {
    if (!isInside) return;
    let isCurrent = true;
    const texts = Object.entries(planes).map(async ([name, plane]) => `${name} ${shown(await values.at(plane, x, y))}`);
    Promise.all(texts).then(
      (all) => isCurrent && setSamples({ of, text: all.join(", ") }),
      () => isCurrent && setSamples({ of, text: "" }),
    );
    return () => {
      isCurrent = false;
    };
  }, [image, planes, x, y]);
  const place = isInside
    ? `x ${x}, y ${y}: ${samples.of === of ? samples.text : "…"}`
    : `${image.width} × ${image.height} px`;
  return (
    <p class="caption">
      {title}
      <small>{place}</small>
    </p>
  );
}

function shown(sample: number): string {
  return String(Number.isInteger(sample) ? sample : Number(sample.toPrecision(4)));
}
