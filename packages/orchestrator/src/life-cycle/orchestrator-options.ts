import type { ConfigStack } from "@ohcs/compiler";
import type { Catalogue, Diagnostic, PlateManifest } from "@ohcs/context";
import type { PlateHost } from "../host/plate-host.ts";
import type { LoadBackends } from "./loaded-backends.ts";

/** Options of the orchestrator of one plate. */
export interface OrchestratorOptions {
  /** Folder of the source plate. */
  readonly plateRoot: string;
  /** Reads the folder: `openPlate` of `@ohcs/microscopes/disk`, bound to a handler or pattern. */
  readonly openPlate: (plateRoot: string) => Promise<PlateManifest>;
  readonly catalogue: Catalogue;
  /** Finds the backends that configuration, pipeline and plate name, and that of plain files. */
  readonly backends: LoadBackends;
  /** Module name of a reference → the URL from which workers import it. */
  readonly modules: Readonly<Record<string, string>>;
  readonly host: PlateHost;
  /** The sources of the configuration: global, of this plate, of the command line. */
  readonly config?: ConfigStack;
  /** Problems found while reading them; reported with every compilation. */
  readonly notices?: readonly Diagnostic[];
  /** The output plate itself; by default it lies beside the source plate. */
  readonly outputRoot?: string;
  /** Versions of packages, for provenance. */
  readonly versions?: Readonly<Record<string, string>>;
}
