/** Grammars of microscope plate folders: file names and vendor metadata to manifests. */
export {};
