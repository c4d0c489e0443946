/** Storage for image plates: the FileManager, its registry of backends and codecs. */
export {};
