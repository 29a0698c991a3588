"""Files of public repositories, cloned once, at a fixed commit, into .cache/sources; nothing of them is kept anywhere else."""

import io
import pickle
import subprocess
from functools import cache
from pathlib import Path

SOURCES = Path(__file__).resolve().parent / ".cache" / "sources"


@cache
def snapshot(repository: str, commit: str) -> Path:
    """The repository's git directory, cloned if it isn't here yet. Raises SystemExit where it can't be had."""
    folder = SOURCES / repository.replace("/", "+")
    if not folder.exists():
        print(f"Cloning {repository} ...", flush=True)
        if subprocess.run(["git", "clone", "--bare", f"https://github.com/{repository}", str(folder)]).returncode != 0:
            raise SystemExit(f"{repository} could not be cloned. Put a bare clone of it that has commit {commit} into {folder}.")
    if subprocess.run(["git", "-C", str(folder), "cat-file", "-e", f"{commit}^{{commit}}"]).returncode != 0:
        raise SystemExit(f"{folder} does not have commit {commit} of {repository}: fetch it, or delete the folder.")
    return folder


def listed(repository: str, commit: str, under: str) -> list[str]:
    command = ["git", "-C", str(snapshot(repository, commit)), "ls-tree", "-r", "--name-only", commit, under]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


def content(repository: str, commit: str, path: str) -> bytes:
    command = ["git", "-C", str(snapshot(repository, commit)), "show", f"{commit}:{path}"]
    return subprocess.run(command, check=True, capture_output=True).stdout


class OnlyNumbers(pickle.Unpickler):
    """Reads arrays, and what of other classes is no more than a bag of them; runs nothing."""

    def find_class(self, module: str, name: str):
        if module.split(".")[0] == "numpy" and name in ("ndarray", "dtype", "_reconstruct", "scalar"):
            return super().find_class(module, name)
        if (module, name) == ("_codecs", "encode"):  # how bytes were written
            return super().find_class(module, name)
        return type(name, (), {})


def numbers(raw: bytes):
    return OnlyNumbers(io.BytesIO(raw)).load()
