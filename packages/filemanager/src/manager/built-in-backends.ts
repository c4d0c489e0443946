/** The backends included in this package: short name → its module. Nothing is loaded. */
export const BUILT_IN_BACKENDS = {
  disk: { module: "@ohcs/filemanager/disk", export: "diskBackend" },
  imageXpress: { module: "@ohcs/filemanager/disk", export: "imageXpressBackend" },
  zarr: { module: "@ohcs/filemanager/zarr", export: "zarrBackend" },
  memory: { module: "@ohcs/filemanager/memory", export: "memoryBackend" },
} as const;
