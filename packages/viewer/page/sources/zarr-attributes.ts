/** The metadata of OME-Zarr that the viewer reads: https://ngff.openmicroscopy.org/0.5 */
export interface PlateAttributes {
  readonly name?: string;
  readonly rows: readonly object[];
  readonly columns: readonly object[];
  readonly wells: readonly { readonly path: string }[];
}

export interface WellAttributes {
  readonly images: readonly { readonly path: string }[];
}

export interface ImageAttributes {
  readonly multiscales?: readonly Multiscale[];
  readonly omero?: {
    readonly channels?: readonly {
      readonly label?: string;
      readonly color?: string;
      readonly window?: { readonly start?: number; readonly end?: number };
    }[];
  };
}

export interface Multiscale {
  readonly axes: readonly { readonly name: string; readonly unit?: string }[];
  readonly datasets: readonly {
    readonly path: string;
    readonly coordinateTransformations?: readonly { readonly type: string; readonly scale?: readonly number[] }[];
  }[];
  readonly coordinateTransformations?: readonly { readonly type: string; readonly scale?: readonly number[] }[];
}

const MICROMETRES: Readonly<Record<string, number>> = { micrometer: 1, nanometer: 1e-3, millimeter: 1e3, meter: 1e6 };

/** µm across a pixel at full size; null where no unit of length is stated. */
export function pixelSizeOf({ axes, datasets, coordinateTransformations = [] }: Multiscale): number | null {
  const x = axes.findIndex(({ name }) => name === "x");
  const unit = MICROMETRES[axes[x]?.unit ?? ""];
  const scales = [...(datasets[0]?.coordinateTransformations ?? []), ...coordinateTransformations];
  const size = scales.reduce((product, { scale }) => product * (scale?.[x] ?? 1), 1);
  return unit === undefined ? null : size * unit;
}
