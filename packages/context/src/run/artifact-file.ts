/** The file of an artifact in an output plate, named by its content. */
export interface ArtifactFile {
  /** `illumination`, without the `artifact:` of links. */
  readonly name: string;
  /** `artifacts/<name>/<hash>.json`, relative to the output plate. */
  readonly path: string;
  /** SHA-256 of the value's canonical JSON. */
  readonly hash: string;
}
