import type { ResolvedConfig } from "@ohcs/context";

/** The settings of one source; omitted fields are inherited. */
export type ConfigLayer = Partial<Omit<ResolvedConfig, "tiff" | "zarr">> & {
  readonly tiff?: Partial<ResolvedConfig["tiff"]>;
  readonly zarr?: Partial<ResolvedConfig["zarr"]>;
};

/** A configuration file: a layer for every plate, and one for each plate that `plates` names by its folder. */
export type ConfigFile = ConfigLayer & {
  readonly $schema?: string;
  readonly plates?: Readonly<Record<string, ConfigLayer>>;
};
