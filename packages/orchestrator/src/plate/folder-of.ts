/** The folder in which an output plate lies. */
export function folderOf(outputRoot: string): string {
  return outputRoot.replace(/[/\\]+[^/\\]*$/, "");
}
