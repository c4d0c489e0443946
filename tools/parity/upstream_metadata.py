"""Opens an output plate with the microscope handler, metadata handler and backends of the Python package openhcs.

    .venv-openhcs/bin/python upstream_metadata.py OUTPUT [DISK_OUTPUT]

Each line is one call of the handler: what it gives must equal what the file says, and every image that the file lists is
loaded by the backend that the handler chooses; with DISK_OUTPUT, of the same pipeline, its pixels must equal those there.
`view` is the document that its graphical interface shows. Exit code 1 if any call fails or differs.
"""

import json
import sys
from pathlib import Path

import numpy
from openhcs.constants.constants import AllComponents
from openhcs.core.virtual_workspace_metadata import component_metadata_field
from openhcs.microscopes.imagexpress import ImageXpressFilenameParser
from openhcs.microscopes.openhcs import OpenHCSMetadataHandler, OpenHCSMicroscopeHandler
from polystore.base import ensure_storage_registry, storage_registry
from polystore.filemanager import FileManager

COMPONENTS = {"channel": "channels", "well": "wells", "site": "sites", "z_index": "z_indexes", "timepoint": "timepoints"}


def main_entry(document):
    entries = document["subdirectories"]
    if len(entries) == 1:
        return next(iter(entries.items()))
    return next((name, entry) for name, entry in entries.items() if entry.get("main") is True)


def checks(handler, root):
    """Name, what upstream reads, what the file says."""
    document = json.loads((root / "openhcs_metadata.json").read_text())
    name, entry = main_entry(document)
    subdirectories = len(document["subdirectories"])
    yield "main subdirectory", lambda: handler.determine_main_subdirectory(root), name
    yield "grid_dimensions", lambda: list(handler.get_grid_dimensions(root)), entry["grid_dimensions"]
    yield "pixel_size", lambda: handler.get_pixel_size(root), entry["pixel_size"]
    yield "image_files", lambda: handler.get_image_files(root), entry["image_files"]
    yield "available_backends", lambda: handler.get_available_backends(root), entry["available_backends"]
    yield "filename parser", lambda: handler.get_source_filename_parser_name(root), entry["source_filename_parser_name"]
    results = [str(root / entry["results_dir"])] if "results_dir" in entry else []
    yield "results_dir", lambda: [str(found.path) for found in handler.analysis_result_directories(root)], results
    values = {component.value: handler._get_optional_metadata_dict(root, field) for component, field in named()}
    yield "components", lambda: values, {key: entry.get(field) for key, field in COMPONENTS.items()}
    yield "view", lambda: len(handler.build_metadata_view_document(root, None).entries), subdirectories
    yield "names parsed", lambda: parsed_components(entry), {key: set(entry.get(key) or {}) for key in ("wells", "sites", "channels")}


def named():
    """Each component of upstream with the field of the file that lists its values."""
    return [(component, component_metadata_field(component)) for component in AllComponents]


def parsed_components(entry):
    """Wells, sites and channels that the parser finds in the names of the files."""
    parser = ImageXpressFilenameParser()
    found = {"wells": set(), "sites": set(), "channels": set()}
    for file in entry["image_files"]:
        fields = parser.parse_filename(Path(file).name).wire_mapping()
        for key, component in (("wells", "well"), ("sites", "site"), ("channels", "channel")):
            if fields.get(component) is not None and entry.get(key):
                found[key].add(str(fields[component]))
    return found


def images_of(manager, root):
    """The listed images by name, as the handler's own choice of a backend loads them."""
    handler = OpenHCSMicroscopeHandler(manager)
    handler.initialize_workspace(root, manager)
    backend = handler.get_primary_backend(root, manager)
    files = handler.metadata_handler.get_image_files(root)
    images = manager.load_batch([str(root / file) for file in files], backend)
    return {Path(file).name: image for file, image in zip(files, images, strict=True)}


def image_checks(manager, root, same_as):
    listed = main_entry(json.loads((root / "openhcs_metadata.json").read_text()))[1]["image_files"]
    yield "images loaded", lambda: len(images_of(manager, root)), len(listed)
    if same_as is not None:
        yield "pixels", lambda: different(images_of(manager, root), images_of(manager, same_as)), []


def different(images, others):
    """Names of which only one side has an image, or another one."""
    shared = images.keys() & others.keys()
    return sorted((images.keys() ^ others.keys()) | {name for name in shared if not numpy.array_equal(images[name], others[name])})


def outcome(call, expected):
    try:
        got = call()
    except Exception as error:  # noqa: BLE001 whatever upstream throws is the finding
        return f"{type(error).__name__}: {error}"
    return None if got == expected else f"expected {expected}, got {got}"


def main(root, same_as):
    ensure_storage_registry()
    manager = FileManager(storage_registry)
    failed = 0
    for name, call, expected in (*checks(OpenHCSMetadataHandler(manager), root), *image_checks(manager, root, same_as)):
        problem = outcome(call, expected)
        failed += problem is not None
        print(f"{'ok  ' if problem is None else 'FAIL'} {name}{'' if problem is None else f': {problem}'}")
    return 1 if failed else 0


if __name__ == "__main__":
    paths = [Path(path).resolve() for path in sys.argv[1:]]
    sys.exit(main(paths[0], paths[1] if len(paths) > 1 else None))
