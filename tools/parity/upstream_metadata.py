"""Reads an output plate with the metadata handler and filename parser of the Python package openhcs.

    .venv-openhcs/bin/python upstream_metadata.py OUTPUT

Each line is one call of the handler: what it gives must equal what the file says. Exit code 1 if any call fails or
differs. `view` is the document that its graphical interface shows: it wants every component named, reduced ones too, and
is reported without counting.
"""

import json
import sys
from pathlib import Path

from openhcs.constants.constants import AllComponents
from openhcs.core.virtual_workspace_metadata import component_metadata_field
from openhcs.microscopes.imagexpress import ImageXpressFilenameParser
from openhcs.microscopes.openhcs import OpenHCSMetadataHandler
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
    name, entry = main_entry(json.loads((root / "openhcs_metadata.json").read_text()))
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
    yield "files that exist", lambda: sum((root / file).is_file() for file in entry["image_files"]), len(entry["image_files"])
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


def outcome(call, expected):
    try:
        got = call()
    except Exception as error:  # noqa: BLE001 whatever upstream throws is the finding
        return f"{type(error).__name__}: {error}"
    return None if got == expected else f"expected {expected}, got {got}"


def main(root):
    ensure_storage_registry()
    handler = OpenHCSMetadataHandler(FileManager(storage_registry))
    failed = 0
    for name, call, expected in checks(handler, root):
        problem = outcome(call, expected)
        failed += problem is not None
        print(f"{'ok  ' if problem is None else 'FAIL'} {name}{'' if problem is None else f': {problem}'}")
    view = outcome(lambda: bool(handler.build_metadata_view_document(root, None)), True)
    print(f"view {'ok' if view is None else view}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
