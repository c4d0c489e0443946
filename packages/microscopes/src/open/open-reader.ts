import { checkManifest, type OpenPlateOptions, type PlateManifest, type PlateReader } from "@ohcs/context";
import { chooseHandler, guarded, type HandlerChoice } from "./choose-handler.ts";

export interface OpenReaderOptions extends HandlerChoice, OpenPlateOptions {}

/**
 * Opens a plate through a reader by the handler that is named or recognizes it. The handler's manifest is checked once,
 * here.
 * @throws `HANDLER_UNKNOWN`, `HANDLER_FAILED`, `MANIFEST_INVALID`, `PLATE_EMPTY`, `PLATE_UNRECOGNIZED`,
 * `PLATE_AMBIGUOUS`, and errors of the handler
 */
export async function openReader(reader: PlateReader, options: OpenReaderOptions): Promise<PlateManifest> {
  const { handlers: _, handler: _name, with: _with, ...open } = options;
  const { defined, instance, candidates } = await chooseHandler(reader, options);
  const { name, version } = defined;
  const said = await guarded(name, open.signal, () => instance.open(reader, open));
  const manifest = checkManifest(said, { handler: name, root: reader.root });
  return {
    ...manifest,
    handler: name,
    handlerSource: { version, module: null, export: null },
    ...(candidates.length === 0 ? {} : { candidates }),
  };
}
