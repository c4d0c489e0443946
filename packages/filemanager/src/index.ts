/**
 * Storage for image plates: images, tables and JSON at virtual paths, behind backends that are always named.
 *
 * ```ts
 * const files = new FileManager({ memory: () => memoryBackend.create({}) });
 * await files.save("step0/s001_w1", image, "memory");
 * const [loaded] = await files.loadBatch(["step0/s001_w1"], "memory");
 * await files.close();
 * ```
 *
 * A {@link FileManager} owns its backend instances, so that two of them in one process never see each other's files.
 * Nothing here touches a disk: `@ohcs/filemanager/disk` and `@ohcs/filemanager/memory` hold the backends, and another
 * one only needs `defineBackend` of `@ohcs/context`.
 */
export { type FilemanagerErrorCode, filemanagerErrors } from "./errors.ts";
export { type BackendReference, type BackendResolver, backendFactories } from "./manager/backend-reference.ts";
export { BUILT_IN_BACKENDS } from "./manager/built-in-backends.ts";
export {
  type BatchItem,
  FileManager,
  type FileManagerOptions,
  type FileManagerUsage,
  type SaveItem,
} from "./manager/file-manager.ts";
export {
  type ImportModule,
  importModule,
  type LoadModule,
  type ModuleExports,
  moduleLoader,
} from "./manager/load-module.ts";
export { openStorage, rootFolder } from "./manager/open-storage.ts";
export { NameRegister } from "./paths/name-register.ts";
export { childOf, nameOf, normalizeVirtualPath, parentOf } from "./paths/virtual-path.ts";
export type { PlaneGrid } from "./zarr/plate/plane-grid.ts";
export type {
  ChannelDeclaration,
  FieldDeclaration,
  PlaneDeclaration,
  PlateDeclaration,
  WellDeclaration,
} from "./zarr/skeleton/plate-declaration.ts";
export type { PlateStorage } from "./zarr/skeleton/storage-options.ts";
