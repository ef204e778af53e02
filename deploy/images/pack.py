#!/usr/bin/env python3
"""Packs an image without an engine: layers from tars and directories, one archive that docker load,
podman load and ctr images import read alike (an OCI layout with docker's manifest.json beside it).

    pack.py OUTPUT.tar --name docker.io/cistern/csi-node:1.0 --dockerfile FILE --target csi-node --version 1.0 LAYER...

How it is run (ENV, LABEL, USER, ENTRYPOINT) is read from the target of the Dockerfile, so that both
ways make the same image.

A layer is a directory, a tar, or UPPER.tar:LOWER.tar, which stands for what UPPER has that LOWER has
not. The same input gives the same bytes: times are capped at SOURCE_DATE_EPOCH, entries are sorted,
directories' files belong to root.
"""

import argparse
import datetime
import gzip
import hashlib
import io
import json
import os
import shlex
import sys
import tarfile
import tempfile
from pathlib import Path

EPOCH = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}


def from_tar(path):
    """The entries of a tar by name, in its order: (header, reader of its content)."""
    archive = tarfile.open(path)
    found = {}
    for entry in archive:
        entry.name = entry.name.removeprefix("./").rstrip("/")
        if entry.name not in ("", "."):
            found[entry.name] = (entry, lambda e=entry: archive.extractfile(e))
    return found


def from_directory(root):
    """The entries below a directory, as root's."""
    found = {}
    archive = tarfile.TarFile(fileobj=io.BytesIO(), mode="w")
    for path in sorted(Path(root).rglob("*")):
        name = str(path.relative_to(root))
        entry = archive.gettarinfo(path, arcname=name)
        if entry.islnk():  # two names of one file are two files here
            entry.type, entry.linkname, entry.size = tarfile.REGTYPE, "", path.stat().st_size
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        found[name] = (entry, lambda p=path: open(p, "rb"))
    return found


def digest_of(item):
    entry, opened = item
    if not entry.isreg():
        return ""
    with opened() as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def same(one, other):
    """Whether two entries are the same but for their times."""
    a, b = one[0], other[0]
    return (
        (a.type, a.mode, a.uid, a.gid, a.size, a.linkname)
        == (b.type, b.mode, b.uid, b.gid, b.size, b.linkname)
    ) and digest_of(one) == digest_of(other)


def difference(upper, lower):
    """What upper adds to lower, with a whiteout for what it lacks."""
    above, below = from_tar(upper), from_tar(lower)
    found = {name: item for name, item in above.items() if name not in below or not same(item, below[name])}
    for name in below.keys() - above.keys():
        if str(Path(name).parent) in above or "/" not in name:
            parent, _, last = name.rpartition("/")
            mark = tarfile.TarInfo(f"{parent}/.wh.{last}" if parent else f".wh.{last}")
            found[mark.name] = (mark, lambda: io.BytesIO())
    return found


def run_config(dockerfile, target):
    """The configuration of one target, with what it inherits from the targets it is built from."""
    stages, stage = {}, {}
    for line in dockerfile.read_text().splitlines():
        instruction, _, rest = line.partition(" ")
        match instruction:
            case "FROM":
                parent, _, name = rest.split()
                stage = stages[name] = json.loads(json.dumps(stages.get(parent, {"Env": [], "Labels": {}})))
            case "ENV":
                stage["Env"] += shlex.split(rest)
            case "LABEL":
                stage["Labels"] |= dict(word.split("=", 1) for word in shlex.split(rest))
            case "USER":
                stage["User"] = rest
            case "ENTRYPOINT":
                stage["Entrypoint"] = json.loads(rest)
    return stages[target]


def entries_of(layer):
    if Path(layer).is_dir():
        return from_directory(layer)
    if ":" in layer:
        return difference(*layer.split(":", 1))
    return from_tar(layer)


def write_layer(layer, blobs):
    """Writes one layer; (digest of the tar, digest of the blob, size of the blob)."""
    plain = hashlib.sha256()
    with tempfile.NamedTemporaryFile(dir=blobs, delete=False) as blob:
        with gzip.GzipFile(filename="", mode="wb", fileobj=blob, compresslevel=9, mtime=0) as packed:

            class Tee:
                def write(self, data):
                    plain.update(data)
                    return packed.write(data)

            with tarfile.open(fileobj=Tee(), mode="w|", format=tarfile.PAX_FORMAT) as out:
                for name, (entry, opened) in sorted(entries_of(layer).items(), key=first_links_last):
                    entry.name, entry.mtime = name, min(int(entry.mtime), EPOCH)
                    entry.pax_headers = {k: v for k, v in entry.pax_headers.items() if k.startswith("SCHILY.xattr.")}
                    if entry.isreg():
                        with opened() as content:
                            out.addfile(entry, content)
                    else:
                        out.addfile(entry)
    digest, size = keep(Path(blob.name), blobs)
    return plain.hexdigest(), digest, size


def first_links_last(item):
    """A hard link comes after what it names."""
    name, (entry, _) = item
    return entry.islnk(), name


def keep(path, blobs):
    with open(path, "rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    size = path.stat().st_size
    path.chmod(0o644)
    path.rename(blobs / digest)
    return digest, size


def keep_json(value, blobs):
    path = blobs / "json"
    path.write_text(json.dumps(value, indent=1, sort_keys=True))
    return keep(path, blobs)


def descriptor(kind, digest, size, **more):
    return {"mediaType": f"application/vnd.oci.image.{kind}", "digest": f"sha256:{digest}", "size": size, **more}


def timestamp():
    return datetime.datetime.fromtimestamp(EPOCH, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def pack(output, name, config, layers):
    with tempfile.TemporaryDirectory(dir=output.parent) as directory:
        root = Path(directory)
        blobs = root / "blobs" / "sha256"
        blobs.mkdir(parents=True)
        written = [write_layer(layer, blobs) for layer in layers]
        machine = ARCHITECTURES[os.uname().machine]
        image = {
            "architecture": machine,
            "os": "linux",
            "created": timestamp(),
            "config": config,
            "rootfs": {"type": "layers", "diff_ids": [f"sha256:{plain}" for plain, _, _ in written]},
            "history": [{"created": timestamp(), "created_by": Path(layer).name} for layer in layers],
        }
        config_digest, config_size = keep_json(image, blobs)
        manifest = {
            "schemaVersion": 2,
            "mediaType": "application/vnd.oci.image.manifest.v1+json",
            "config": descriptor("config.v1+json", config_digest, config_size),
            "layers": [descriptor("layer.v1.tar+gzip", blob, size) for _, blob, size in written],
        }
        manifest_digest, manifest_size = keep_json(manifest, blobs)
        named = {"io.containerd.image.name": name, "org.opencontainers.image.ref.name": name.rpartition(":")[2]}
        index = descriptor(
            "manifest.v1+json",
            manifest_digest,
            manifest_size,
            annotations=named,
            platform={"architecture": machine, "os": "linux"},
        )
        (root / "index.json").write_text(json.dumps({"schemaVersion": 2, "manifests": [index]}, indent=1))
        (root / "oci-layout").write_text(json.dumps({"imageLayoutVersion": "1.0.0"}))
        docker = {
            "Config": f"blobs/sha256/{config_digest}",
            "RepoTags": [name.removeprefix("docker.io/")],
            "Layers": [f"blobs/sha256/{blob}" for _, blob, _ in written],
        }
        (root / "manifest.json").write_text(json.dumps([docker], indent=1))
        unfinished = output.with_suffix(".new")
        with tarfile.open(unfinished, "w", format=tarfile.PAX_FORMAT) as archive:
            for path, (entry, opened) in from_directory(root).items():
                entry.mtime = EPOCH
                if entry.isreg():
                    with opened() as content:
                        archive.addfile(entry, content)
                else:
                    archive.addfile(entry)
        unfinished.rename(output)
        return sum(size for _, _, size in written)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("output", type=Path)
    parser.add_argument("--name", required=True)
    parser.add_argument("--dockerfile", type=Path, required=True)
    parser.add_argument("--target", required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("layers", nargs="+")
    arguments = parser.parse_args()
    config = run_config(arguments.dockerfile, arguments.target)
    config["Labels"]["org.opencontainers.image.version"] = arguments.version
    size = pack(arguments.output, arguments.name, config, arguments.layers)
    print(f"{size / 1e6:6.1f} MB compressed  {arguments.name}  {arguments.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
