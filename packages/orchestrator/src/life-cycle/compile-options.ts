/** Inputs of a compilation besides the pipeline. */
export interface CompileOptions {
  /** Folder that file names in the pipeline are relative to. @default the current one */
  readonly folder?: string;
  /** CSV file about the wells: overrides that of the configuration, which overrides one of the pipeline. */
  readonly plateMap?: string;
  /** Bundled user modules by name, `user:<sha256>` → text of an ES module. */
  readonly userModules?: Readonly<Record<string, string>>;
}
