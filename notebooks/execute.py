"""Execute every notebook from its folder; with --write, keep the outputs: `python notebooks/execute.py [--write]`."""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).parent


def main() -> None:
    for path in sorted(FOLDER.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        NotebookClient(notebook, timeout=900, resources={"metadata": {"path": str(FOLDER)}}).execute()
        for cell in notebook.cells:
            cell.metadata.pop("execution", None)
            if cell.cell_type == "code":
                cell.outputs = [o for o in cell.outputs if o.get("name") != "stderr"]
        if "--write" in sys.argv:
            nbformat.write(notebook, path)
        print(f"executed {path.name}: {sum(cell.cell_type == 'code' for cell in notebook.cells)} code cells")


if __name__ == "__main__":
    main()
